# Entries of a table of distances are exchanged.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"{{.*}}control_flow

#--- pre.s
        .globl  f
        .type   f, @function
f:      leaq    .Lt(%rip), %rax
        movslq  (%rax,%rdi,4), %rcx
        addq    %rax, %rcx
        jmp     *%rcx
.L1:    movl    $1, %eax
        ret
.L2:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .rodata
.Lt:    .long   .L1-.Lt, .L2-.Lt
#--- post.s
        .globl  f
        .type   f, @function
f:      leaq    .Lt(%rip), %rax
        movslq  (%rax,%rdi,4), %rcx
        addq    %rax, %rcx
        jmp     *%rcx
.L1:    movl    $1, %eax
        ret
.L2:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .rodata
.Lt:    .long   .L2-.Lt, .L1-.Lt
