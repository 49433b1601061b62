# x86_64-pc-windows-msvc
        .def    first; .scl 2; .type 32; .endef
        .globl  first
first:
        .seh_proc first
        subq    $40, %rsp
        .seh_stackalloc 40
        .seh_endprologue
        leaq    "??_C@_05hello@"(%rip), %rcx
        callq   puts
        callq   *__imp_GetTickCount(%rip)
        addq    $40, %rsp
        retq
        .seh_endproc
        .section .text,"xr",one_only,second
        .def    second; .scl 2; .type 32; .endef
        .globl  second
second: jmp     first
        .section .rdata,"dr",discard,"??_C@_05hello@"
        .globl  "??_C@_05hello@"
"??_C@_05hello@":
        .asciz  "hello"
        .data
table:  .quad   first
        .long   first@IMGREL
        .secidx first
        .secrel32 first
