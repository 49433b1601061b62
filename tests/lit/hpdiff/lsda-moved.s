# An exception table that lies elsewhere.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"{{identical|layout_only}}"

#--- pre.s
        .globl  f
        .type   f, @function
f:      .cfi_startproc
        .cfi_lsda 3, .Llsda
        pushq   %rax
        .cfi_adjust_cfa_offset 8
        call    g
        popq    %rcx
        ret
        .cfi_endproc
        .size   f, .-f
        .section .gcc_except_table,"a"
        .byte 1
.Llsda: .byte   255, 255, 1, 4, 0, 5, 5, 0
#--- post.s
        .globl  f
        .type   f, @function
f:      .cfi_startproc
        .cfi_lsda 3, .Llsda
        pushq   %rax
        .cfi_adjust_cfa_offset 8
        call    g
        popq    %rcx
        ret
        .cfi_endproc
        .size   f, .-f
        .section .gcc_except_table,"a"
        .quad 1
.Llsda: .byte   255, 255, 1, 4, 0, 5, 5, 0
