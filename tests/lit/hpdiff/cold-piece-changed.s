# A change in a cold piece is a change of the function it belongs to.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"constant"{{.*}}"pieces":["f.cold"]
# CHECK-NOT: "name":"f.cold"

#--- pre.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        je      f.cold
        ret
        .size   f, .-f
        .section .text.unlikely,"ax"
        
        .type   f.cold, @function
f.cold: movl    $1, %eax
        ret
        .size   f.cold, .-f.cold
#--- post.s
        .globl  f
        .type   f, @function
f:      testl   %edi, %edi
        je      f.cold
        ret
        .size   f, .-f
        .section .text.unlikely,"ax"
        
        .type   f.cold, @function
f.cold: movl    $2, %eax
        ret
        .size   f.cold, .-f.cold
