# A table of function pointers with the same bytes and another function.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"handler"{{.*}}"class":"changed_initializer"{{.*}}a reference

#--- pre.s
        .data
        .globl  handler
        .type   handler, @object
handler: .quad  f
        .size   handler, 8
#--- post.s
        .data
        .globl  handler
        .type   handler, @object
handler: .quad  g
        .size   handler, 8
