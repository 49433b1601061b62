# Branches between functions of one section are not decoded on this machine:
# equal words in a section whose layout changed prove nothing.
# RUN: %mips_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"{{.*}}could be decoded

#--- pre.s
        .globl  f
        .type   f, @function
f:      .word   0x10000003
        nop
        jr      $ra
        nop
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      jr      $ra
        nop
        .size   g, .-g
#--- post.s
        .globl  f
        .type   f, @function
f:      .word   0x10000003
        nop
        jr      $ra
        nop
        .size   f, .-f
        .globl  h
        .type   h, @function
h:      nop
        jr      $ra
        nop
        .size   h, .-h
        .globl  g
        .type   g, @function
g:      jr      $ra
        nop
        .size   g, .-g
