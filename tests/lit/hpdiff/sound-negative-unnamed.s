# An unnamed table reached from four bytes before it, within another datum.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl .Lt-4(,%rdi,4),%eax
        ret
        .size f,.-f
        .section .rodata
        .type arr,@object
arr:      .long 1,2,3,4
        .size arr,16
.Lt:      .long 5,6,7,8
#--- post.s
        .globl f
        .type f,@function
f:      movl .Lt-4(,%rdi,4),%eax
        ret
        .size f,.-f
        .section .rodata
        .type arr,@object
arr:      .long 1,2,3,4
        .size arr,16
.Lt:      .long 5,6,7,9
