# pause is F3 90 and no no-operation.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f
        .type   f, @function
f:      pause
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      ret
        .size   f, .-f
