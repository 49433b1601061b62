# A constant table that code does not mention by its content.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"table"{{.*}}"class":"changed_readonly"

#--- pre.s
        .section .rodata
        .type   table, @object
table:  .long   1, 2, 5
        .size   table, 12
#--- post.s
        .section .rodata
        .type   table, @object
table:  .long   1, 2, 6
        .size   table, 12
