# Another text at the same place.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"constant","flags":["referenced_data"]

#--- pre.s
        .globl  f
        .type   f, @function
f:      leaq    .Ls(%rip), %rax
        ret
        .size   f, .-f
        .section .rodata.str1.1,"aMS",@progbits,1
.Ls:    .asciz  "text"
#--- post.s
        .globl  f
        .type   f, @function
f:      leaq    .Ls(%rip), %rax
        ret
        .size   f, .-f
        .section .rodata.str1.1,"aMS",@progbits,1
.Ls:    .asciz  "next"
