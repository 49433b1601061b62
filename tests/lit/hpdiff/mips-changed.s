# Big-endian MIPS: a function with another immediate, which is not told from
# other code.
# RUN: %mips_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      li      $2, 1
        jr      $ra
        .size   f, .-f
#--- post.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      li      $2, 2
        jr      $ra
        .size   f, .-f
