# Two entries of a jump table are exchanged: the function does something else.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["control_flow"]

#--- pre.s
        .globl  f
        .type   f, @function
f:      jmp     *.Lt(,%rdi,8)
.L1:    movl    $1, %eax
        ret
.L2:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .rodata
.Lt:    .quad   .L1, .L2
#--- post.s
        .globl  f
        .type   f, @function
f:      jmp     *.Lt(,%rdi,8)
.L1:    movl    $1, %eax
        ret
.L2:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .rodata
.Lt:    .quad   .L2, .L1
