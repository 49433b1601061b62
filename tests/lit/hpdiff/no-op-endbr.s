# endbr64 lies among the no-operations and is none.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f
        .type   f, @function
f:      endbr64
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      ret
        .size   f, .-f
