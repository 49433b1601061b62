# Another segment.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    %fs:8, %eax
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    %gs:8, %eax
        ret
        .size   f, .-f
