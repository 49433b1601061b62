# A common symbol that grew.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      leaq buf(%rip),%rax
        ret
        .size f,.-f
        .comm buf,16,4
#--- post.s
        .globl f
        .type f,@function
f:      leaq buf(%rip),%rax
        ret
        .size f,.-f
        .comm buf,32,4
