# The call's bytes are the same, but another function is now in that place:
# changed.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"caller"{{.*}}"class":"code"{{.*}}refers to another symbol
# CHECK: "name":"b"{{.*}}"class":"identical"
# CHECK: "name":"a"{{.*}}"class":"identical"

#--- pre.s
        .globl  caller
        .type   caller, @function
caller: call    a
        ret
        .size   caller, .-caller
        .type   a, @function
a:      movl    $1, %eax
        ret
        .size   a, .-a
        .type   b, @function
b:      movl    $2, %eax
        ret
        .size   b, .-b
#--- post.s
        .globl  caller
        .type   caller, @function
caller: call    b
        ret
        .size   caller, .-caller
        .type   b, @function
b:      movl    $2, %eax
        ret
        .size   b, .-b
        .type   a, @function
a:      movl    $1, %eax
        ret
        .size   a, .-a
