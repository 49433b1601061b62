# The payload or the JSON may go to standard output; text then does not.
# RUN: %elf_images
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/a \
# RUN:   --allow no-type-information:post.o=assembly --json - | FileCheck %s
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o - \
# RUN:   --allow no-type-information:post.o=assembly > %t/b
# RUN: cmp %t/a %t/b
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/c -q -j 3 \
# RUN:   --allow no-type-information:post.o=assembly | count 0
# RUN: cmp %t/a %t/c
# CHECK: {"schema":"hpcompile.report/1",
# CHECK-NOT: REASON   BYTES

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
