# The same with another number at x, while the number next to it, four bytes
# off, stays.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"constant"

#--- pre.s
        .globl  f
f:      cmpl    $5, .Lx(%rip)
        ret
        .section .rdata,"dr"
.Lx:    .long   77
        .long   12
#--- post.s
        .globl  f
f:      cmpl    $5, .Lx(%rip)
        ret
        .section .rdata,"dr"
.Lx:    .long   78
        .long   12
