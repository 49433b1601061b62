# Assembly that runs on into the next function, which is now another.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f,g,h
        .type f,@function
f:      movl $1,%eax
        .size f,.-f
        .type g,@function
g:      incl %eax
        ret
        .size g,.-g
        .type h,@function
h:      decl %eax
        ret
        .size h,.-h
#--- post.s
        .globl f,g,h
        .type f,@function
f:      movl $1,%eax
        .size f,.-f
        .type h,@function
h:      decl %eax
        ret
        .size h,.-h
        .type g,@function
g:      incl %eax
        ret
        .size g,.-g
