# The same with another number at x, while the number next to it, four bytes
# off, stays.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"constant"

#--- pre.s
        .globl  f
        .type   f, @function
f:      cmpl    $5, .Lx(%rip)
        ret
        .size   f, .-f
        .section .rodata
.Lx:    .long   77
        .long   12
#--- post.s
        .globl  f
        .type   f, @function
f:      cmpl    $5, .Lx(%rip)
        ret
        .size   f, .-f
        .section .rodata
.Lx:    .long   78
        .long   12
