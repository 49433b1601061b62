# ARM64 COFF: a call within .text, its target other.
# RUN: %arm64_coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f, a, b
f:      bl      a
        ret
a:      mov     w0, #97
        ret
b:      mov     w0, #98
        ret
#--- post.s
        .globl  f, a, b
f:      bl      b
        ret
b:      mov     w0, #98
        ret
a:      mov     w0, #97
        ret
