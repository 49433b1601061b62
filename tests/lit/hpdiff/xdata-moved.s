# The codes of a prologue count from the function's start, so they hold for the
# same instructions if those of the prologue have not moved.
# RUN: %coff_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"

#--- pre.s
        .globl f
        .seh_proc f
f:      pushq %rbx
        .seh_pushreg %rbx
        subq $32,%rsp
        .seh_stackalloc 32
        .seh_endprologue
        testl %ecx,%ecx
        {disp32} je .Lend
        call g
.Lend:  addq $32,%rsp
        popq %rbx
        ret
        .seh_endproc
#--- post.s
        .globl f
        .seh_proc f
f:      pushq %rbx
        .seh_pushreg %rbx
        subq $32,%rsp
        .seh_stackalloc 32
        .seh_endprologue
        testl %ecx,%ecx
        je .Lend
        call g
.Lend:  addq $32,%rsp
        popq %rbx
        ret
        .seh_endproc
