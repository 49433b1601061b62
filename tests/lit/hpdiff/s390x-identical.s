# Big-endian S390X: a function of the same bytes in a file with another symbol.
# RUN: %s390x_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"identical"

#--- pre.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      lghi    %r2, 1
        br      %r14
        .size   f, .-f
#--- post.s
        .section .text.f,"ax",@progbits
        .globl  f
        .type   f, @function
f:      lghi    %r2, 1
        br      %r14
        .size   f, .-f
        .ident "other"
