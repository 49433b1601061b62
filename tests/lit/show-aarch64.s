# Machines other than x86 are disassembled by LLVM; branches show labels, too.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=aarch64-linux-gnu -filetype=obj %t/pre.s -o %t/pre.o
# RUN: llvm-mc -triple=aarch64-linux-gnu -filetype=obj %t/post.s -o %t/post.o
# RUN: %exits 1 hpdiff show %t/pre.o %t/post.o f | FileCheck %s --match-full-lines
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --asm --json - | FileCheck %s --check-prefix=ASM
# CHECK: -     cmp w0, #0x3
# CHECK-NEXT: +     cmp w0, #0x8
# CHECK-NEXT:       b.le L1
# CHECK-NEXT:       bl g  ; R_AARCH64_CALL26
# CHECK-NEXT:   L1: ret
# ASM: "instructions":
# ASM: .word 0x71000c1f

#--- pre.s
        .globl f
        .type f, %function
f:      cmp w0, #3
        b.le 1f
        bl g
1:      ret
        .size f, .-f
#--- post.s
        .globl f
        .type f, %function
f:      cmp w0, #8
        b.le 1f
        bl g
1:      ret
        .size f, .-f
