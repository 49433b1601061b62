# A function on one side only is shown as such; a name that nobody has is
# trouble, and what it may have meant is said; an object's name chooses.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/pre.s -o %t/pre.o
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/post.s -o %t/post.o
# RUN: %exits 1 hpdiff show %t/pre.o %t/post.o helper | FileCheck %s --check-prefix=ADDED
# RUN: %exits 0 hpdiff show %t/pre.o %t/post.o main_loop | FileCheck %s --check-prefix=SAME
# RUN: %exits 0 hpdiff show %t/pre.o %t/post.o post.o:main_loop -q
# RUN: %exits 2 hpdiff show %t/pre.o %t/post.o other.o:main_loop -q
# RUN: %exits 2 hpdiff show %t/pre.o %t/post.o main_lop 2>&1 | FileCheck %s --check-prefix=UNKNOWN
# ADDED: absent -> 5 bytes
# ADDED: + L1: dec edi
# ADDED-NEXT: + jne L1
# ADDED-NEXT: + ret
# SAME: class identical
# SAME: ... 2 equal
# UNKNOWN: error: no function is named 'main_lop'
# UNKNOWN-NEXT: hint: did you mean main_loop

#--- pre.s
        .section .text.main_loop,"ax",@progbits
        .globl main_loop
        .type main_loop, @function
main_loop: xorl %eax, %eax
        ret
        .size main_loop, .-main_loop
#--- post.s
        .section .text.helper,"ax",@progbits
        .globl helper
        .type helper, @function
helper:
1:      decl %edi
        jne 1b
        ret
        .size helper, .-helper
        .section .text.main_loop,"ax",@progbits
        .globl main_loop
        .type main_loop, @function
main_loop: xorl %eax, %eax
        ret
        .size main_loop, .-main_loop
