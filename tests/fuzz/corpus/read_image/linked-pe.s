# x86_64-windows-msvc link /dll /noentry /export:f /export:data,DATA /debug
# What a linker makes of exports, relocations and unwind data.
 .globl f
 .def f; .scl 2; .type 32; .endef
 .seh_proc f
f:
 pushq %rbx
 .seh_pushreg %rbx
 subq $32, %rsp
 .seh_stackalloc 32
 .seh_endprologue
 callq g
 addq $32, %rsp
 popq %rbx
 retq
 .seh_endproc
g: retq
 .data
 .globl data
data: .quad f
 .quad g
