# Objects for different machines cannot be compared: trouble, not a difference.
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.pre.o
# RUN: llvm-mc -filetype=obj -triple=i386-linux-gnu %s -o %t.post.o
# RUN: %exits 2 hpdiff %t.pre.o %t.post.o -q 2>&1 | FileCheck %s
# CHECK: different machines
        .globl  f
        .type   f, @function
f:      ret
        .size   f, .-f
