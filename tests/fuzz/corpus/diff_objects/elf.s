# x86_64-linux-gnu
        .text
        .globl  first
        .type   first, @function
first:  .cfi_startproc
        leaq    .Ltext(%rip), %rdi
        movq    table(%rip), %rax
        call    puts@PLT
        call    second
        ret
        .cfi_endproc
        .size   first, .-first
        .type   second, @function
second: movl    counter@tpoff, %eax
        jmp     first
        .size   second, .-second
        .section .text.unlikely,"ax",@progbits
        .type   first.cold, @function
first.cold:
        call    abort@PLT
        .size   first.cold, .-first.cold
        .section .rodata.str1.1,"aMS",@progbits,1
.Ltext: .string "hello"
        .data
        .type   table, @object
table:  .quad   first, second+4, .Ltext
        .size   table, .-table
        .section .tbss,"awT",@nobits
        .type   counter, @object
counter:
        .zero   4
        .size   counter, 4
        .comm   shared, 8, 8
