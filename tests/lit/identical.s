# An object and itself: no difference, no function listed, exit status 0.
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %s -o %t.o
# RUN: %exits 0 hpdiff %t.o %t.o --json - | FileCheck %s
# RUN: %exits 0 hpdiff -q %t.o %t.o | count 0
# CHECK: "schema":{{ ?}}"hpdiff.report/1"
# CHECK: "verdict":{{ ?}}"same"
# CHECK: "functions":{{ ?}}[]
        .globl  answer
        .type   answer, @function
answer: movl    $42, %eax
        ret
        .size   answer, .-answer
