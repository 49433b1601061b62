# A short jump became a long one.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        je      .L1
        incl    %eax
        .L1:    ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        .byte   0x0f, 0x84, 2, 0, 0, 0
        incl    %eax
        .L1:    ret
        .size   f, .-f
