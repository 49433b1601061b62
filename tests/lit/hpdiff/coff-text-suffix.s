# Functions in .text$name sections.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"section":".text$mn"{{.*}}"class":"constant"

#--- pre.s
        .section .text$mn,"xr"
        .globl  f
f:      movl    $1, %eax
        ret
#--- post.s
        .section .text$mn,"xr"
        .globl  f
f:      movl    $2, %eax
        ret
