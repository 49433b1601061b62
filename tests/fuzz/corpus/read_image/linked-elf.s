# x86_64-linux-gnu link -shared --eh-frame-hdr --build-id=sha1 --soname=seed.so
# What a linker makes of slots, thunks, TLS, initializers and unwind data.
 .globl f
 .type f, @function
f:
 .cfi_startproc
 pushq %rbx
 .cfi_def_cfa_offset 16
 callq ext@PLT
 movq data@GOTPCREL(%rip), %rax
 movq tls@GOTTPOFF(%rip), %rcx
 popq %rbx
 .cfi_def_cfa_offset 8
 retq
 .cfi_endproc
 .size f, .-f
 .data
 .globl data
 .type data, @object
data: .quad f
 .quad local
 .size data, 16
local: .quad 0
 .section .init_array, "aw", @init_array
 .quad local_init
 .text
local_init: retq
 .section .tdata, "awT", @progbits
 .globl tls
 .type tls, @object
tls: .long 1
 .size tls, 4
 .section .tbss, "awT", @nobits
 .zero 64
