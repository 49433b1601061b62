# A jump table of distances, with other addends since the function moved.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

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
        .globl  before
        .type   before, @function
before: xorl    %ecx, %ecx
        ret
        .size   before, .-before
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
        .quad   9
.Lt:    .long   .L1-.Lt, .L2-.Lt
