# A member that is no object is trouble that names it; the others are compared
# all the same.
# RUN: split-file %s %t && cd %t
# RUN: %assemble_elf f.s -o f.o && printf 'no object' > bad.o
# RUN: llvm-ar rc pre.a f.o bad.o && printf '!' >> bad.o
# RUN: llvm-ar rc post.a f.o bad.o
# RUN: %exits 2 hpdiff pre.a post.a --json - 2>err.txt | FileCheck %s
# RUN: FileCheck %s --check-prefix=ERR < err.txt
# RUN: %exits 0 hpdiff pre.a post.a --allow-skipped -q
# RUN: %exits 2 hpdiff pre.a post.a --fail-on added -q 2>/dev/null
# CHECK: "functions":{"identical":1
# CHECK: {"object":"bad.o","reason":"not_an_object"
# ERR: hpdiff: error: {{.*}}bad.o

#--- f.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
