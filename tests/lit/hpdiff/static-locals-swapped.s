# The same numbers, but f now counts in what g counted in, and the reverse:
# both are changed, or their data.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "verdict":"differs"

#--- pre.s
        .globl  f
        .type   f, @function
f:      incl    n.1(%rip)
        ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      incl    n.2(%rip)
        ret
        .size   g, .-g
        .data
        .type   n.1, @object
n.1:    .long   3
        .size   n.1, 4
        .type   n.2, @object
n.2:    .long   4
        .size   n.2, 4
#--- post.s
        .globl  f
        .type   f, @function
f:      incl    n.2(%rip)
        ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      incl    n.1(%rip)
        ret
        .size   g, .-g
        .data
        .type   n.1, @object
n.1:    .long   3
        .size   n.1, 4
        .type   n.2, @object
n.2:    .long   4
        .size   n.2, 4
