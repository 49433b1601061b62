# The last branch has another length: the function ends elsewhere, with the same
# unwind rows.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .type g,@function
g:      ret
        .size g,.-g
        .globl f
        .type f,@function
f:      .cfi_startproc
        {disp32} jmp g
        .cfi_endproc
        .size f,.-f
#--- post.s
        .type g,@function
g:      ret
        .size g,.-g
        .globl f
        .type f,@function
f:      .cfi_startproc
        jmp g
        .cfi_endproc
        .size f,.-f
