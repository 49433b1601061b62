# COFF data have no sizes: zeros at the end are fill only up to an alignment.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"buffer"{{.*}}"class":"resized"

#--- pre.s
        .globl f
f:      movb %cl,buffer(%rip)
        ret
        .bss
        .p2align 4
        .globl buffer
buffer: .zero 16
#--- post.s
        .globl f
f:      movb %cl,buffer(%rip)
        ret
        .bss
        .p2align 4
        .globl buffer
buffer: .zero 32
