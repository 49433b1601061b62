# A list that lost its last zero, at the end of a section that was not filled up
# to its alignment: nothing was, so the zero was no fill.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"list"{{.*}}"class":"resized"

#--- pre.s
        .globl f
f:      movl list(%rip),%eax
        ret
        .data
        .p2align 4
        .globl list
list:   .long 1,2,3,0
#--- post.s
        .globl f
f:      movl list(%rip),%eax
        ret
        .data
        .p2align 4
        .globl list
list:   .long 1,2,3
