# A tail jump within .text that leads to another function by the same bytes.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"caller"{{.*}}"class":"code"

#--- pre.s
        .globl  caller
        .type   caller, @function
caller: jmp     a
        .size   caller, .-caller
        .type   a, @function
a:      movl    $1, %eax
        ret
        .size   a, .-a
        .type   b, @function
b:      movl    $2, %eax
        ret
        .size   b, .-b
#--- post.s
        .globl  caller
        .type   caller, @function
caller: jmp     b
        .size   caller, .-caller
        .type   b, @function
b:      movl    $2, %eax
        ret
        .size   b, .-b
        .type   a, @function
a:      movl    $1, %eax
        ret
        .size   a, .-a
