# The immediate behind a RIP-relative field moves what the addend counts from:
# x is found although it lies elsewhere (cmpl $5, x(%rip)).
# RUN: %coff_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl  f
f:      cmpl    $5, .Lx(%rip)
        ret
        .section .rdata,"dr"
.Lx:    .long   77
#--- post.s
        .globl  f
f:      cmpl    $5, .Lx(%rip)
        ret
        .section .rdata,"dr"
        .long   12
.Lx:    .long   77
