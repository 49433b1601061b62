# g's address from the GOT, and the bytes at g: the same instruction bytes.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      movq g@GOTPCREL(%rip),%rax
        ret
        .size f,.-f
        .type g,@function
g:      xorl %eax,%eax
        ret
        .size g,.-g
#--- post.s
        .globl f
        .type f,@function
f:      movq g(%rip),%rax
        ret
        .size f,.-f
        .type g,@function
g:      xorl %eax,%eax
        ret
        .size g,.-g
