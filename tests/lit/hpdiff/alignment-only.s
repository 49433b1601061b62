# A loop that is aligned by other no-operations, with branches that follow.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl  f
        .type   f, @function
f:      xorl    %eax, %eax
        .L1:    incl    %eax
        cmpl    %edi, %eax
        jne     .L1
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      xorl    %eax, %eax
        .p2align 4
        .L1:    incl    %eax
        cmpl    %edi, %eax
        jne     .L1
        ret
        .size   f, .-f
