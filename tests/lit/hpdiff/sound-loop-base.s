# A loop over elements of 100 bytes that steps before it reads begins at brr-100:
# another array in its place is a difference.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl f
        .type f,@function
f:      leaq brr-100(%rip),%rax
        ret
        .size f,.-f
        .data
        .type arr,@object
arr:    .fill 1024,4,1
        .size arr,4096
        .type brr,@object
brr:    .long 5,6,7,8
        .size brr,16
        .type crr,@object
crr:    .long 9,10,11,12
        .size crr,16
#--- post.s
        .globl f
        .type f,@function
f:      leaq crr-100(%rip),%rax
        ret
        .size f,.-f
        .data
        .type arr,@object
arr:    .fill 1024,4,1
        .size arr,4096
        .type crr,@object
crr:    .long 9,10,11,12
        .size crr,16
        .type brr,@object
brr:    .long 5,6,7,8
        .size brr,16
