# A distance from its own field in a table leads to another function.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .type p,@function
p:      movl $1,%eax
        movl $2,%ecx
        ret
        .size p,.-p
        .type q,@function
q:      movl $3,%eax
        ret
        .size q,.-q
        .type r,@function
r:      movl $4,%eax
        ret
        .size r,.-r
        .section .rodata
        .globl table
        .type table,@object
table:      .long 0,0,q-.
        .size table,12
#--- post.s
        .type p,@function
p:      movl $1,%eax
        movl $2,%ecx
        ret
        .size p,.-p
        .type r,@function
r:      movl $4,%eax
        ret
        .size r,.-r
        .type q,@function
q:      movl $3,%eax
        ret
        .size q,.-q
        .section .rodata
        .globl table
        .type table,@object
table:      .long 0,0,r-.
        .size table,12
