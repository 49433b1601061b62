# x86_64-linux-gnu code
        .text
        endbr64
        pushq   %rbp
        movq    %rsp, %rbp
        movl    $0x40, %esi
        leaq    0x100(%rip), %rdi
1:      addl    (%rdi,%rsi,4), %eax
        decl    %esi
        jne     1b
        vaddps  %ymm1, %ymm2, %ymm3
        lock cmpxchgq %rcx, (%rdx)
        notrack jmp *%rax
        jmpq    *0x10(%rip)
        popq    %rbp
        retq
        nopw    %cs:0x0(%rax,%rax)
        int3
