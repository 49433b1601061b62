# A prologue whose instructions moved, described by the same bytes.
# RUN: %coff_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code","flags":["unwind"]

#--- pre.s
        .globl f
        .seh_proc f
f:      testl %ecx,%ecx
        {disp32} je .Lend
        pushq %rbx
        .seh_pushreg %rbx
        .seh_endprologue
        call g
        popq %rbx
.Lend:  ret
        .seh_endproc
#--- post.s
        .globl f
        .seh_proc f
f:      testl %ecx,%ecx
        je .Lend
        pushq %rbx
        nopl (%rax)
        nop
        .seh_pushreg %rbx
        .seh_endprologue
        call g
        popq %rbx
.Lend:  ret
        .seh_endproc
