# A function that became a resolver of itself (STT_GNU_IFUNC).
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      leaq g(%rip),%rax
        ret
        .size f,.-f
#--- post.s
        .globl f
        .type f,@gnu_indirect_function
f:      leaq g(%rip),%rax
        ret
        .size f,.-f
