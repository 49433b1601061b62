# Refused: exit 1, every reason with its remedy, and an existing file stays.
# RUN: %elf_images
# RUN: echo kept > %t/fix.payload
# RUN: %exits 1 hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload --json %t/report.json | FileCheck %s
# RUN: FileCheck %s --check-prefix=JSON < %t/report.json
# RUN: FileCheck %s --check-prefix=KEPT < %t/fix.payload
# CHECK: refused: no-type-information: post.o
# CHECK-NEXT: found   no type records
# CHECK-NEXT: means
# CHECK-NEXT: remedy  compile with debug information
# CHECK-NEXT: accept  --allow no-type-information:post.o=REASON
# CHECK: refused: 1 reason; nothing written
# JSON: "status":"refused"
# JSON: "slug":"no-type-information","subject":"post.o"
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
