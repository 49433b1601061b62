# ARM64 COFF: a call within .text, its target moved.
# RUN: %arm64_coff_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

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
f:      bl      a
        ret
b:      mov     w0, #98
        ret
a:      mov     w0, #97
        ret
