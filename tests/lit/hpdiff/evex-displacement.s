# EVEX scales short displacements, so the same number in the long form is
# another place: [rax+0x40] and [rax+1].
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f
        .type   f, @function
f:      .byte   0x62, 0xf1, 0x7c, 0x48, 0x10, 0x40, 0x01
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      .byte   0x62, 0xf1, 0x7c, 0x48, 0x10, 0x80, 1, 0, 0, 0
        ret
        .size   f, .-f
