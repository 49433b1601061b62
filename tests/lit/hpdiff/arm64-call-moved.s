# AArch64: a call within .text whose target moved.
# RUN: %arm64_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl  f
        .type   f, %function
f:      bl      a
        ret
        .size   f, .-f
        .type   a, %function
a:      mov     w0, #97
        ret
        .size   a, .-a
        .type   b, %function
b:      mov     w0, #98
        ret
        .size   b, .-b
#--- post.s
        .globl  f
        .type   f, %function
f:      bl      a
        ret
        .size   f, .-f
        .type   b, %function
b:      mov     w0, #98
        ret
        .size   b, .-b
        .type   a, %function
a:      mov     w0, #97
        ret
        .size   a, .-a
