# Exception tables count bytes from the function's start, which mean other
# instructions once some have moved.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["unwind"]

#--- pre.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        .cfi_lsda 3,.Llsda
        testl %edi,%edi
        {disp32} je .Lend
        call g
.Lend:  ret
        .cfi_endproc
        .size f,.-f
        .section .gcc_except_table,"a"
.Llsda: .byte 255, 255, 1, 4, 8, 5, 13, 0
#--- post.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        .cfi_lsda 3,.Llsda
        testl %edi,%edi
        je .Lend
        call g
.Lend:  ret
        .cfi_endproc
        .size f,.-f
        .section .gcc_except_table,"a"
.Llsda: .byte 255, 255, 1, 4, 8, 5, 13, 0
