# A writable variable's initial value, with the byte that differs.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"limit"{{.*}}"class":"changed_initializer"{{.*}}+0x1: 0x0 -> 0x1

#--- pre.s
        .data
        .globl  limit
        .type   limit, @object
limit:  .long   5
        .size   limit, 4
#--- post.s
        .data
        .globl  limit
        .type   limit, @object
limit:  .long   261
        .size   limit, 4
