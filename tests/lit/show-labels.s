# Branches show labels, equal on both sides where the places correspond;
# references show names, literals their text, and a new constant both values.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/pre.s -o %t/pre.o
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/post.s -o %t/post.o
# RUN: %exits 1 hpdiff show %t/pre.o %t/post.o f | FileCheck %s --match-full-lines
# CHECK: f  in post.o
# CHECK: +      js L1
# CHECK-NEXT:       je L2
# CHECK-NEXT: -      mov edi, 0x1
# CHECK-NEXT: +      mov edi, 0x2
# CHECK-NEXT: -      lea rsi, [rip+.rodata.str1.1]  ; "bad \"key\"\n"  R_X86_64_PC32
# CHECK-NEXT: +      lea rsi, [rip+.rodata.str1.1]  ; "bad value"  R_X86_64_PC32
# CHECK-NEXT:       call _ZN3log5errorEPKc  ; log::error(char const*)  R_X86_64_PLT32
# CHECK-NEXT: + L1: neg eax
# CHECK-NEXT:   L2: ret

#--- pre.s
        .globl f
        .type f, @function
f:      testl %edi, %edi
        je 1f
        movl $1, %edi
        leaq .L.str(%rip), %rsi
        call _ZN3log5errorEPKc@PLT
1:      ret
        .size f, .-f
        .section .rodata.str1.1,"aMS",@progbits,1
.L.str: .asciz "bad \"key\"\n"
#--- post.s
        .globl f
        .type f, @function
f:      testl %edi, %edi
        js 2f
        je 1f
        movl $2, %edi
        leaq .L.str(%rip), %rsi
        call _ZN3log5errorEPKc@PLT
2:      negl %eax
1:      ret
        .size f, .-f
        .section .rodata.str1.1,"aMS",@progbits,1
.L.str: .asciz "bad value"
