# Against another image than the post image a payload is not valid: exit 1, with
# function and place; and with --post-image nothing is written.
# RUN: %elf_images
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload -q \
# RUN:   --allow no-type-information:post.o=assembly
# RUN: %exits 1 hpcompile validate %t/fix.payload --image %t/base.so --post-image %t/base.so \
# RUN:   --json %t/validation.json | FileCheck %s
# RUN: FileCheck %s --check-prefix=JSON < %t/validation.json
# RUN: %exits 1 hpcompile %t/pre.o %t/post.o --image %t/base.so --post-image %t/base.so -o %t/other.payload \
# RUN:   --allow no-type-information:post.o=assembly | FileCheck %s --check-prefix=REFUSED
# RUN: not ls %t/other.payload
# CHECK: 1 difference
# CHECK: differs: f at payload+0x{{[0-9a-f]+}}, post+0x
# CHECK-NEXT: found   found
# CHECK: {{^}}differs{{$}}
# JSON: "schema":"hpcompile.validation/1"
# JSON: "verdict":"differs"
# JSON: "function":"f"
# REFUSED: refused: the payload does not mean what the post image means; nothing written

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
