# A variable that grew.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"buffer"{{.*}}"class":"resized"{{.*}}size 16 -> 32

#--- pre.s
        .bss
        .globl  buffer
        .type   buffer, @object
buffer: .zero   16
        .size   buffer, 16
#--- post.s
        .bss
        .globl  buffer
        .type   buffer, @object
buffer: .zero   32
        .size   buffer, 32
