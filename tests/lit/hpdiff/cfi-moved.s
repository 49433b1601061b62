# A branch with another length moves what follows it; the unwind rows begin at
# the same instructions as before.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        testl %edi,%edi
        {disp32} je .Lend
        pushq %rbx
        .cfi_def_cfa_offset 16
        .cfi_offset %rbx,-16
        call g
        popq %rbx
        .cfi_def_cfa_offset 8
.Lend:  ret
        .cfi_endproc
        .size f,.-f
#--- post.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        testl %edi,%edi
        je .Lend
        pushq %rbx
        .cfi_def_cfa_offset 16
        .cfi_offset %rbx,-16
        call g
        popq %rbx
        .cfi_def_cfa_offset 8
.Lend:  ret
        .cfi_endproc
        .size f,.-f
