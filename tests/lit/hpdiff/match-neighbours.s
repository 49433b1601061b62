# A static function renamed and changed is found by its caller, which is no
# more than renamed references.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"caller"{{.*}}"class":"{{identical|layout_only}}"
# CHECK: "name":"after"{{.*}}"class":"constant"{{.*}}"by":"neighbours"

#--- pre.s
        .globl  caller
        .type   caller, @function
caller: call    before
        ret
        .size   caller, .-caller
        .type   before, @function
before: movl    $1, %eax
        ret
        .size   before, .-before
#--- post.s
        .globl  caller
        .type   caller, @function
caller: call    after
        ret
        .size   caller, .-caller
        .type   after, @function
after:  movl    $2, %eax
        ret
        .size   after, .-after
