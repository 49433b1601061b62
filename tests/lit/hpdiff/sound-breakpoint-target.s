# A breakpoint at the end that a branch leads to is no fill.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      testl %edi,%edi
        je 1f
        ret
1:      int3
        .size f,.-f
#--- post.s
        .globl f
        .type f,@function
f:      testl %edi,%edi
        je 1f
        ret
1:
        .size f,.-f
