# A compiler's label inside a named datum is a place of that datum, not a name.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl f
f:      leaq CSWTCH.1(%rip),%rax
        ret
        .section .rdata,"dr"
a:
CSWTCH.1:   .long 1,2,3,4
b:      .long 1,2,3,4
#--- post.s
        .globl f
f:      leaq CSWTCH.1(%rip),%rax
        ret
        .section .rdata,"dr"
a:      .long 1,2,3,4
b:
CSWTCH.1:   .long 1,2,3,4
