# dump prints what a payload holds, as text and as JSON.
# RUN: %elf_images
# RUN: hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload -q --sequence 7 \
# RUN:   --allow no-type-information:post.o=assembly
# RUN: hpcompile dump %t/fix.payload | FileCheck %s
# RUN: hpcompile dump %t/fix.payload --json - | FileCheck %s --check-prefix=JSON
# CHECK: payload  {{[0-9]+}} bytes: {{.*}}code {{[1-9]}}
# CHECK-NEXT: sequence 7
# CHECK-NEXT: image    base.so  (ELF
# CHECK: .text {{.*}}code
# CHECK: changed  base+0x{{[0-9a-f]+}} {{.*}} f {{.*}}post.o
# CHECK: REDIRECT
# CHECK-NEXT: base+0x
# CHECK: accepted: no-type-information: post.o: assembly
# JSON: "schema": "hpcompile.dump/1"
# JSON: "sequence": 7

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
