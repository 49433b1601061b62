# Nothing changed: exit 3, nothing is written, and an existing file stays.
# RUN: %elf_images
# RUN: echo kept > %t/fix.payload
# RUN: %exits 3 hpcompile %t/pre.o %t/pre.o --image %t/base.so -o %t/fix.payload --json %t/report.json | FileCheck %s
# RUN: FileCheck %s --check-prefix=JSON < %t/report.json
# RUN: FileCheck %s --check-prefix=KEPT < %t/fix.payload
# RUN: %exits 3 hpcompile %t/pre.o %t/pre.o --image %t/base.so -n -q | count 0
# CHECK: nothing to patch: no function changed what it means; nothing written
# JSON: "status":"nothing"
# KEPT: kept

#--- pre.s
        .globl  f, g
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
        .p2align 4
        .type   g, @function
g:      leal    3(%rdi,%rdi), %eax
        imull   %esi, %eax
        ret
        .size   g, .-g
#--- post.s
        .globl  f, g
        .type   f, @function
f:      movl    $2, %eax
        ret
        .size   f, .-f
        .p2align 4
        .type   g, @function
g:      leal    3(%rdi,%rdi), %eax
        imull   %esi, %eax
        ret
        .size   g, .-g
