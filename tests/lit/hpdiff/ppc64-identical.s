# Big-endian PPC64: a function of the same bytes in a file with another symbol.
# RUN: %ppc64_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"identical"

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
f:      li      3, 1
        blr
        .size   f, .-f
        .ident "other"
