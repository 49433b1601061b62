# Of members that share a name those with equal bytes belong together, in
# whatever order they come; the rest pairs up in order.
# RUN: rm -rf %t && split-file %s %t && cd %t && mkdir -p a b
# RUN: %assemble_elf f.s -o a/x.o && %assemble_elf g.s -o b/x.o
# RUN: llvm-ar qc pre.a a/x.o b/x.o && llvm-ar qc post.a b/x.o a/x.o
# RUN: llvm-ar qc less.a b/x.o
# RUN: %exits 0 hpdiff pre.a post.a --json - | FileCheck %s
# RUN: %exits 1 hpdiff pre.a less.a --csv - | FileCheck %s --check-prefix=LESS
# CHECK: "objects":{"identical":2,"compared":0,"added":0,"removed":0}
# LESS: function,removed,{{.*}},f,
# LESS-NOT: function

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
