# The immediate behind a RIP-relative field moves what the addend counts from:
# x is found although it lies elsewhere (cmpl $5, x(%rip)).
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl  f
        .type   f, @function
f:      cmpl    $5, .Lx(%rip)
        ret
        .size   f, .-f
        .section .rodata
.Lx:    .long   77
#--- post.s
        .globl  f
        .type   f, @function
f:      cmpl    $5, .Lx(%rip)
        ret
        .size   f, .-f
        .section .rodata
        .long   12
.Lx:    .long   77
