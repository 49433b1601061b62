.text
.globl f
.type f,@function
.p2align 4
f: movl $2, %eax
 retq
.size f, .-f
.globl g
.type g,@function
.p2align 4
g: movl $7, %eax
 addl %edi, %eax
 retq
.size g, .-g
