# A value that both sides keep in another register is no difference to read;
# storing another value is one, though it looks the same.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/pre.s -o %t/pre.o
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/post.s -o %t/post.o
# RUN: %exits 1 hpdiff show %t/pre.o %t/post.o f | FileCheck %s --match-full-lines
# CHECK: renamed registers: rbp -> rbx
# CHECK: ~ ... 3 with renamed registers only
# CHECK-NEXT: - mov qword ptr [rdi+0x8], rcx
# CHECK-NEXT: + mov qword ptr [rdi+0x8], rdx
# CHECK-NEXT:   ret

#--- pre.s
        .globl f
        .type f, @function
f:      movq (%rdi), %rbp
        addq $4, %rbp
        movq %rbp, (%rdi)
        movq %rcx, 8(%rdi)
        ret
        .size f, .-f
#--- post.s
        .globl f
        .type f, @function
f:      movq (%rdi), %rbx
        addq $4, %rbx
        movq %rbx, (%rdi)
        movq %rdx, 8(%rdi)
        ret
        .size f, .-f
