# Static locals numbered anew are paired by the functions that use them.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK-NOT: "class":"code"
# CHECK-NOT: "class":"constant"
# CHECK: "name":"g"{{.*}}"class":"{{identical|layout_only}}"

#--- pre.s
        .globl  f
        .type   f, @function
f:      incl    n.1(%rip)
        ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      incl    n.2(%rip)
        ret
        .size   g, .-g
        .data
        .type   n.1, @object
n.1:    .long   3
        .size   n.1, 4
        .type   n.2, @object
n.2:    .long   4
        .size   n.2, 4
#--- post.s
        .globl  f
        .type   f, @function
f:      incl    n.2(%rip)
        ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      incl    n.1(%rip)
        ret
        .size   g, .-g
        .data
        .type   n.2, @object
n.2:    .long   3
        .size   n.2, 4
        .type   n.1, @object
n.1:    .long   4
        .size   n.1, 4
