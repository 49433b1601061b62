# g reads one element of the table that f indexes, which must not cut it.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f,g
        .type f,@function
f:      leaq .Lt(%rip),%rax
        movl (%rax,%rdi,4),%eax
        ret
        .size f,.-f
        .type g,@function
g:      movl .Lt+8(%rip),%eax
        ret
        .size g,.-g
        .section .rodata
.Lt:      .long 5,6,7,8
#--- post.s
        .globl f,g
        .type f,@function
f:      leaq .Lt(%rip),%rax
        movl (%rax,%rdi,4),%eax
        ret
        .size f,.-f
        .type g,@function
g:      movl .Lt+8(%rip),%eax
        ret
        .size g,.-g
        .section .rodata
.Lt:      .long 5,6,7,9
