# COFF data have no sizes; the address of one element, by section, must not hide
# the next ones: f reads them.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"tab"{{.*}}"class":"changed_readonly"

#--- pre.s
        .globl f
f:      leaq .rdata(%rip),%rax
        movl (%rax,%rcx,4),%eax
        ret
        .globl g
g:      leaq .rdata+8(%rip),%rax
        ret
        .section .rdata,"dr"
tab:    .long 1,2,3,4
#--- post.s
        .globl f
f:      leaq .rdata(%rip),%rax
        movl (%rax,%rcx,4),%eax
        ret
        .globl g
g:      leaq .rdata+8(%rip),%rax
        ret
        .section .rdata,"dr"
tab:    .long 1,2,3,5
