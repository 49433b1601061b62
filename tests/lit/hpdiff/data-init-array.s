# A section that acts by being there (.init_array): a constructor more.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":".init_array"{{.*}}"class":"resized"

#--- pre.s
        .globl  f
        .type   f, @function
f:      ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      ret
        .size   g, .-g
        .section .init_array,"aw",@init_array
        .quad   f
#--- post.s
        .globl  f
        .type   f, @function
f:      ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      ret
        .size   g, .-g
        .section .init_array,"aw",@init_array
        .quad   f
        .quad   g
