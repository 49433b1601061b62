# The same instructions with another unwind description: code, with its flag.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["unwind"]

#--- pre.s
        .globl  f
        .type   f, @function
f:      .cfi_startproc
        pushq   %rbx
        .cfi_adjust_cfa_offset 8
        popq    %rbx
        ret
        .cfi_endproc
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      .cfi_startproc
        pushq   %rbx
        .cfi_adjust_cfa_offset 16
        popq    %rbx
        ret
        .cfi_endproc
        .size   f, .-f
