# bt with a register reads beyond its operand.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      btl %eax,.Lt(%rip)
        ret
        .size f,.-f
        .section .rodata
.Lt:      .long 5,6,7,8
#--- post.s
        .globl f
        .type f,@function
f:      btl %eax,.Lt(%rip)
        ret
        .size f,.-f
        .section .rodata
.Lt:      .long 5,6,7,9
