# A floating-point constant that lies elsewhere.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

#--- pre.s
        .globl  f
        .type   f, @function
f:      addsd   .Lc(%rip), %xmm0
        ret
        .size   f, .-f
        .section .rodata.cst8,"aM",@progbits,8
.Lc:    .double 1.5
#--- post.s
        .globl  f
        .type   f, @function
f:      addsd   .Lc(%rip), %xmm0
        ret
        .size   f, .-f
        .section .rodata.cst8,"aM",@progbits,8
        .double 2.5
.Lc:    .double 1.5
