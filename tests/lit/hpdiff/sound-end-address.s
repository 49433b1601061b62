# The end of arr is the start of what follows it; with another array before that
# place it is another end.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl f
        .type f,@function
f:      leaq arr+16(%rip),%rax
        ret
        .size f,.-f
        .data
        .type brr,@object
brr:    .long 5,6,7,8
        .size brr,16
        .type arr,@object
arr:    .long 1,2,3,4
        .size arr,16
        .type crr,@object
crr:    .long 9,10,11,12
        .size crr,16
#--- post.s
        .globl f
        .type f,@function
f:      leaq brr+16(%rip),%rax
        ret
        .size f,.-f
        .data
        .type arr,@object
arr:    .long 1,2,3,4
        .size arr,16
        .type brr,@object
brr:    .long 5,6,7,8
        .size brr,16
        .type crr,@object
crr:    .long 9,10,11,12
        .size crr,16
