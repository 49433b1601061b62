# The same unwind bytes on instructions that moved mean other instructions.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        nop
        pushq %rbx
        .cfi_adjust_cfa_offset 8
        call g
        popq %rbx
        ret
        .cfi_endproc
        .size f,.-f
#--- post.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        pushq %rbx
        nop
        .cfi_adjust_cfa_offset 8
        call g
        popq %rbx
        ret
        .cfi_endproc
        .size f,.-f
