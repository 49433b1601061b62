# As in cfi-moved.s, but one row begins an instruction later.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["unwind"]

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
        call g
        .cfi_def_cfa_offset 16
        .cfi_offset %rbx,-16
        popq %rbx
        .cfi_def_cfa_offset 8
.Lend:  ret
        .cfi_endproc
        .size f,.-f
