# A jump table that lies elsewhere in .rodata leads to the same places.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

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
        .align  8
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
        .quad   77
.Lt:    .quad   .L1, .L2
