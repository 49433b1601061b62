# A call of a weak function may go elsewhere after linking; one bound by the
# assembler may not.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .weak g
        .type f,@function
f:      call g
        ret
        .size f,.-f
        .type g,@function
g:      xorl %eax,%eax
        ret
        .size g,.-g
#--- post.s
        .globl f
        .weak g
        .type f,@function
f:      call .Lg
        ret
        .size f,.-f
        .type g,@function
g:      
.Lg:      xorl %eax,%eax
        ret
        .size g,.-g
