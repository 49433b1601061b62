# Big-endian S390X: a function with another immediate, which is not told from
# other code.
# RUN: %s390x_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

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
f:      lghi    %r2, 2
        br      %r14
        .size   f, .-f
