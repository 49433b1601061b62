# brr[i-1] is brr-4(,%rdi,4), which as section and addend lies in the datum
# before brr: another array in brr's place is a difference.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movl brr-4(,%rdi,4),%eax
        ret
        .size f,.-f
        .data
        .type arr,@object
arr:      .long 1,2,3,4
        .size arr,16
        .type brr,@object
brr:      .long 5,6,7,8
        .size brr,16
        .type crr,@object
crr:      .long 9,10,11,12
        .size crr,16
#--- post.s
        .globl f
        .type f,@function
f:      movl crr-4(,%rdi,4),%eax
        ret
        .size f,.-f
        .data
        .type arr,@object
arr:      .long 1,2,3,4
        .size arr,16
        .type crr,@object
crr:      .long 9,10,11,12
        .size crr,16
        .type brr,@object
brr:      .long 5,6,7,8
        .size brr,16
