# A constant in .text that looks like alignment on both sides.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl .Lk(%rip),%eax
        ret
        .size f,.-f
.Lk:      .long 0
#--- post.s
        .globl f
        .type f,@function
f:      movl .Lk(%rip),%eax
        ret
        .size f,.-f
.Lk:      .long 0x90909090
