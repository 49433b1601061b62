# Another landing pad in the exception table: the function changed.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["unwind"]

#--- pre.s
        .globl  f
        .type   f, @function
f:      .cfi_startproc
        .cfi_lsda 3, .Llsda
        call    g
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
        call    g
        ret
        .cfi_endproc
        .size   f, .-f
        .section .gcc_except_table,"a"
        .byte 1
.Llsda: .byte   255, 255, 1, 4, 0, 5, 6, 0
