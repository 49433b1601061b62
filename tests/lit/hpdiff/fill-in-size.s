# Breakpoints at the end of a function are fill, though its size counts them.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl f
        .type f,@function
f:      movl $1,%eax
        ret
        int3
        .size f,.-f
#--- post.s
        .globl f
        .type f,@function
f:      movl $1,%eax
        ret
        int3
        int3
        int3
        .size f,.-f
