# COFF data have no sizes; a reference to one element must not hide the next
# one.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
f:      movl tab+8(%rip),%eax
        ret
        .data
        .globl tab
tab:      .long 1,2,3,4
#--- post.s
        .globl f
f:      movl tab+8(%rip),%eax
        ret
        .data
        .globl tab
tab:      .long 1,2,3,5
