# An instruction more: code, with both counts.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"{{.*}}0

#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    %edi, %eax
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    %edi, %eax
        incl    %eax
        ret
        .size   f, .-f
