# COFF data have no sizes: the zero that ends a list looks like alignment fill.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"list"{{.*}}"class":"resized"

#--- pre.s
        .globl f
f:      leaq list(%rip),%rax
        ret
        .data
        .globl list
list:   .quad f
#--- post.s
        .globl f
f:      leaq list(%rip),%rax
        ret
        .data
        .globl list
list:   .quad f
        .quad 0
