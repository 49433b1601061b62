# --dry-run does everything but write the payload; reports are written.
# RUN: %elf_images
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload --dry-run --json %t/report.json \
# RUN:   --allow no-type-information:post.o=assembly | FileCheck %s
# RUN: FileCheck %s --check-prefix=JSON < %t/report.json
# RUN: not ls %t/fix.payload
# CHECK: would be written: 1 redirect, 1 function, {{[0-9]+}} bytes
# CHECK-NOT: next:
# JSON: "status":"written","dry_run":true
# JSON: "payload":{"path":null,"bytes":{{[1-9][0-9]*}},

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
