# alloc_* is rustc's prefix of literals, and a common one of people's names.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl alloc_limit(%rip),%eax
        ret
        .size f,.-f
        .data
        .globl alloc_limit
        .type alloc_limit,@object
alloc_limit: .long 1
        .size alloc_limit,4
#--- post.s
        .globl f
        .type f,@function
f:      movl alloc_limit(%rip),%eax
        ret
        .size f,.-f
        .data
        .globl alloc_limit
        .type alloc_limit,@object
alloc_limit: .long 2
        .size alloc_limit,4
