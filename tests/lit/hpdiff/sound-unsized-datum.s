# A reference into the middle of a datum without a size must not hide what
# lies behind it.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl tab+8(%rip),%eax
        ret
        .size f,.-f
        .data
tab:      .long 1,2,3,4
#--- post.s
        .globl f
        .type f,@function
f:      movl tab+8(%rip),%eax
        ret
        .size f,.-f
        .data
tab:      .long 1,2,3,5
