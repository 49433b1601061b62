# MSVC names every COMDAT .text; functions are told apart by symbol.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"identical"
# CHECK: "name":"g"{{.*}}"class":"constant"

#--- pre.s
        .section .text,"xr",one_only,f
        .globl  f
f:      movl    $7, %eax
        ret
        .section .text,"xr",one_only,g
        .globl  g
g:      movl    $1, %eax
        ret
#--- post.s
        .section .text,"xr",one_only,f
        .globl  f
f:      movl    $7, %eax
        ret
        .section .text,"xr",one_only,g
        .globl  g
g:      movl    $2, %eax
        ret
