# A literal that lies elsewhere among the mergeable strings.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

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
        .asciz  "another"
.Ls:    .asciz  "text"
