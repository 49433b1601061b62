# The same instructions and the same reference: identical.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"identical"

#--- pre.s
        .globl  f
        .type   f, @function
f:      call    g
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      call    g
        ret
        .size   f, .-f
        # Not the same file.
        .ident "other"
