# A payload, what is said of it, and what the post image says to it: exit 0.
# RUN: %elf_images
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload \
# RUN:   --post-image %t/post.so --allow no-type-information:post.o=assembly | FileCheck %s
# RUN: hpcompile validate %t/fix.payload --image %t/base.so --post-image %t/post.so | FileCheck %s --check-prefix=VALID
# CHECK: image    {{.*}}base.so  (ELF, {{[0-9]+}} bytes in memory, build-id
# CHECK-NEXT: symbols  elf
# CHECK-NEXT: witness  2 of 2 functions
# CHECK: REASON
# CHECK-NEXT: changed {{.*}} f
# CHECK: accepted: no-type-information: post.o
# CHECK-NEXT: reason  assembly
# CHECK: payload {{.*}} bytes: code
# CHECK-NEXT: checked  1 function of the payload and 1 of the base
# CHECK: written: {{.*}}fix.payload, 1 redirect, 1 function
# CHECK-NEXT: next: hppack build
# VALID: checked  1 function of the payload
# VALID-NEXT: {{^}}valid{{$}}

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
