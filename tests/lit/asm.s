# --asm adds the instruction difference of changed functions to the report, and
# of those only.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=x86_64-windows-msvc -filetype=obj %t/pre.s -o %t/pre.obj
# RUN: llvm-mc -triple=x86_64-windows-msvc -filetype=obj %t/post.s -o %t/post.obj
# RUN: %exits 1 hpdiff %t/pre.obj %t/post.obj --asm --all --json - | FileCheck %s
# RUN: %exits 1 hpdiff %t/pre.obj %t/post.obj --json - | FileCheck %s --check-prefix=NONE
# CHECK-DAG: "mov eax, 0x14"
# CHECK-DAG: "mov eax, 0x16"
# CHECK-NOT: xor
# NONE-NOT: "instructions":[

#--- pre.s
        .def f; .scl 2; .type 32; .endef
        .globl f
f:      movl $20, %eax
        ret
        .section .text,"xr",one_only,same
        .def same; .scl 2; .type 32; .endef
        .globl same
same:   xorl %eax, %eax
        ret
#--- post.s
        .def f; .scl 2; .type 32; .endef
        .globl f
f:      movl $22, %eax
        ret
        .section .text,"xr",one_only,same
        .def same; .scl 2; .type 32; .endef
        .globl same
same:   xorl %eax, %eax
        ret
