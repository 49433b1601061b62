# A lock prefix less.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f
        .type   f, @function
f:      lock addl $1, (%rdi)
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      addl    $1, (%rdi)
        ret
        .size   f, .-f
