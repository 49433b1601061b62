# MSVC puts literals ($SG7) into .data; their text counts.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
f:      leaq "$SG7"(%rip),%rax
        ret
        .data
"$SG7":      .asciz "hello"
#--- post.s
        .globl f
f:      leaq "$SG7"(%rip),%rax
        ret
        .data
"$SG7":      .asciz "jello"
