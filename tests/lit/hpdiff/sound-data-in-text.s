# Data behind a function in .text: the same displacement leads to another
# datum.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl ka(%rip),%eax
        ret
        .size f,.-f
        .type ka,@object
ka:      .long 0x11111111
        .size ka,4
        .type kb,@object
kb:      .long 0x22222222
        .size kb,4
#--- post.s
        .globl f
        .type f,@function
f:      movl kb(%rip),%eax
        ret
        .size f,.-f
        .type kb,@object
kb:      .long 0x22222222
        .size kb,4
        .type ka,@object
ka:      .long 0x11111111
        .size ka,4
