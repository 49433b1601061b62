# Trouble: exit 2, and an existing file stays.
# RUN: %elf_images
# RUN: echo kept > %t/fix.payload
# RUN: %exits 2 hpcompile %t/pre.o %t/post.o --image %t/missing.so -o %t/fix.payload 2>&1 | FileCheck %s --check-prefix=MISSING
# RUN: %exits 2 hpcompile %t/pre.o %t/post.o --image %t/post.s -o %t/fix.payload 2>&1 | FileCheck %s --check-prefix=TEXT
# RUN: %exits 2 hpcompile %t/pre.o %t/post.o --image %t/pre.o -o %t/fix.payload 2>&1 | FileCheck %s --check-prefix=OBJECT
# RUN: %exits 2 hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload \
# RUN:   --allow changed-data:f=why 2>&1 | FileCheck %s --check-prefix=ALLOW
# RUN: %exits 2 hpcompile dump %t/base.so 2>&1 | FileCheck %s --check-prefix=DUMP
# RUN: FileCheck %s --check-prefix=KEPT < %t/fix.payload
# MISSING: hpcompile: error: {{.*}}missing.so
# TEXT: hpcompile: error: {{.*}}post.s
# OBJECT: hpcompile: error: {{.*}}pre.o
# ALLOW: hpcompile: error: --allow changed-data:f
# DUMP: hpcompile: error: {{.*}}base.so
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
