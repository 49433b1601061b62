# GNU, BSD and thin archives with names too long for the header read alike.
# RUN: split-file %s %t && cd %t
# RUN: %assemble_elf f.s -o a_name_that_is_too_long_for_the_header.o
# RUN: llvm-ar rc --format=gnu gnu.a a_name_that_is_too_long_for_the_header.o
# RUN: llvm-ar rc --format=bsd bsd.a a_name_that_is_too_long_for_the_header.o
# RUN: llvm-ar rcT thin.a a_name_that_is_too_long_for_the_header.o
# RUN: %exits 0 hpdiff gnu.a bsd.a --all --csv - | FileCheck %s
# RUN: %exits 0 hpdiff bsd.a thin.a --all --csv - | FileCheck %s
# RUN: mkdir -p lone && cp thin.a lone/thin.a
# RUN: %exits 2 hpdiff gnu.a lone/thin.a -q 2>&1 | FileCheck %s --check-prefix=GONE
# CHECK: function,identical,{{.*}},f,{{.*}},a_name_that_is_too_long_for_the_header.o
# GONE: lone/thin.a: a_name_that_is_too_long_for_the_header.o: cannot open

#--- f.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
