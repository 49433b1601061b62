# Variables on one side only.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"went"{{.*}}"class":"removed"
# CHECK: "name":"came"{{.*}}"class":"added"

#--- pre.s
        .data
        .globl  went
        .type   went, @object
went:   .long   1
        .size   went, 4
#--- post.s
        .data
        .globl  came
        .type   came, @object
came:   .long   1
        .size   came, 4
