# A function that went from one member of an archive to another is one entry,
# not a removed and an added one.
# RUN: split-file %s %t && cd %t
# RUN: %assemble_elf f.s -o f.o && %assemble_elf g.s -o g.o
# RUN: %assemble_elf both.s -o both.o && %assemble_elf empty.s -o empty.o
# RUN: mkdir -p a b && cp both.o a/one.o && cp empty.o a/two.o
# RUN: cp f.o b/one.o && cp g.o b/two.o
# RUN: llvm-ar rc pre.a a/one.o a/two.o && llvm-ar rc post.a b/one.o b/two.o
# RUN: %exits 0 hpdiff pre.a post.a --json - | FileCheck %s
# RUN: %exits 0 hpdiff a b --json - | FileCheck %s
# CHECK: "object":"two.o","name":"g"{{.*}}"class":"identical"{{.*}}"moved_from":"one.o"

#--- f.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
#--- g.s
        .globl  g
        .type   g, @function
g:      movl    %edi, %eax
        imull   %esi, %eax
        imull   %edx, %eax
        ret
        .size   g, .-g
#--- both.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
        .globl  g
        .type   g, @function
g:      movl    %edi, %eax
        imull   %esi, %eax
        imull   %edx, %eax
        ret
        .size   g, .-g
#--- empty.s
        .ident  "nothing"
