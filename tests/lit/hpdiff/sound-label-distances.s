# Distances between labels (&&a - &&b) are numbers to whoever reads the object.
# Where the instructions moved, the same numbers lead elsewhere.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"code"

#--- pre.s
        .globl f
        .type f,@function
f:      leaq .Lbase(%rip),%rax
        movslq table(,%rdi,4),%rdx
        addq %rdx,%rax
        jmpq *%rax
.Lbase: {disp32} jmp .Lend
        movl $1,%eax
.Lend:  movl $2,%ecx
        ret
        .size f,.-f
        .section .rodata,"a"
        .globl table
        .type table,@object
table:  .long 10
        .size table,4
#--- post.s
        .globl f
        .type f,@function
f:      leaq .Lbase(%rip),%rax
        movslq table(,%rdi,4),%rdx
        addq %rdx,%rax
        jmpq *%rax
.Lbase: jmp .Lend
        movl $1,%eax
.Lend:  movl $2,%ecx
        ret
        .size f,.-f
        .section .rodata,"a"
        .globl table
        .type table,@object
table:  .long 10
        .size table,4
