# A cold piece that lies elsewhere in .text.unlikely.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

#--- pre.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        je      f.cold
        ret
        .size   f, .-f
        .section .text.unlikely,"ax"
        .byte 0x90
        .type   f.cold, @function
f.cold: movl    $1, %eax
        ret
        .size   f.cold, .-f.cold
#--- post.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        je      f.cold
        ret
        .size   f, .-f
        .section .text.unlikely,"ax"
        .zero 16, 0x90
        .type   f.cold, @function
f.cold: movl    $1, %eax
        ret
        .size   f.cold, .-f.cold
