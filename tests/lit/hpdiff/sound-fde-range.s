# The unwind description ends earlier.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        call g
        call h
        ret
        .cfi_endproc
        .size f,.-f
#--- post.s
        .globl f
        .type f,@function
f:      .cfi_startproc
        call g
        .cfi_endproc
        call h
        ret
        .size f,.-f
