# Writable data without a symbol has a content besides its place.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl .Lx(%rip),%eax
        ret
        .size f,.-f
        .data
.Lx:      .long 1
#--- post.s
        .globl f
        .type f,@function
f:      movl .Lx(%rip),%eax
        ret
        .size f,.-f
        .data
.Lx:      .long 2
