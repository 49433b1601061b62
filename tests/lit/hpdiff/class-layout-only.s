# A static function and its caller swap places in one .text: the call's
# displacement differs, its target does not.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"caller"{{.*}}"class":"layout_only"
# CHECK: "name":"callee"{{.*}}"class":"identical"

#--- pre.s
        .type   callee, @function
callee: movl    $1, %eax
        ret
        .size   callee, .-callee
        .globl  caller
        .type   caller, @function
caller: call    callee
        ret
        .size   caller, .-caller
#--- post.s
        .globl  caller
        .type   caller, @function
caller: call    callee
        ret
        .size   caller, .-caller
        .type   callee, @function
callee: movl    $1, %eax
        ret
        .size   callee, .-callee
