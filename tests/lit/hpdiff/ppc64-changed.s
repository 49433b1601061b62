# Big-endian PPC64: a function with another immediate, which is not told from
# other code.
# RUN: %ppc64_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      li      3, 1
        blr
        .size   f, .-f
#--- post.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      li      3, 2
        blr
        .size   f, .-f
