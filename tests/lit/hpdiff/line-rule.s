# Without line tables a rule tells which argument is a line: built in, or given
# by --line-rules; --no-line-rules takes the built-in ones away.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --json - | FileCheck %s
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --no-line-rules --csv - | FileCheck %s --check-prefix=NONE
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --no-line-rules --line-rules %t/rules -q
# RUN: sed s/2/1/ %t/rules > %t/wrong
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --no-line-rules --line-rules %t/wrong -q
# RUN: %exits 2 hpdiff %t/pre.o %t/post.o --line-rules %t/missing -q 2>/dev/null
# CHECK: "class":"line_only"{{.*}}120 -> 122: argument 2 of ERR_set_debug; line argument by rule
# NONE: function,constant,

#--- rules
ERR_set_debug:2
#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    $120, %esi
        jmp     ERR_set_debug
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    $122, %esi
        jmp     ERR_set_debug
        .size   f, .-f
