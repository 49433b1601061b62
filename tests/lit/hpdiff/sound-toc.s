# On POWER every external variable is reached through an unnamed entry of
# .toc: another one there is another reference.
# RUN: %ppc64_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q

#--- pre.s
        .globl f
        .type f,@function
f:      addis 3,2,.Lx@toc@ha
        ld 3,.Lx@toc@l(3)
        blr
        .size f,.-f
        .section .toc,"aw"
.Lx:      .tc foo[TC],foo
#--- post.s
        .globl f
        .type f,@function
f:      addis 3,2,.Lx@toc@ha
        ld 3,.Lx@toc@l(3)
        blr
        .size f,.-f
        .section .toc,"aw"
.Lx:      .tc bar[TC],bar
