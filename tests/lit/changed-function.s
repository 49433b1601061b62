# Of two functions in one .text the second one is changed; the first one moves
# nothing and the call to it is no difference.
# RUN: split-file %s %t
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/pre.s -o %t/pre.o
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/post.s -o %t/post.o
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --csv - | FileCheck %s
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --fail-on constant,added -q
# CHECK-NOT: callee
# CHECK: code
# CHECK-SAME: caller
# CHECK-NOT: callee

#--- pre.s
callee: movl    $1, %eax
        ret
        .type   callee, @function
        .size   callee, .-callee
        .globl  caller
        .type   caller, @function
caller: call    callee
        ret
        .size   caller, .-caller
#--- post.s
callee: movl    $1, %eax
        ret
        .type   callee, @function
        .size   callee, .-callee
        .globl  caller
        .type   caller, @function
caller: call    callee
        testl   %eax, %eax
        js      caller
        ret
        .size   caller, .-caller
