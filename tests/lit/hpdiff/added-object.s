# An object on one side only is a difference, and so are its functions.
# RUN: split-file %s %t && cd %t && mkdir -p pre post
# RUN: %assemble_elf f.s -o pre/f.o && cp pre/f.o post/f.o
# RUN: %assemble_elf g.s -o post/g.o
# RUN: %exits 1 hpdiff pre post --json - | FileCheck %s
# RUN: %exits 1 hpdiff post pre --csv - | FileCheck %s --check-prefix=REMOVED
# CHECK: "objects":{"identical":1,"compared":0,"added":1,"removed":0}
# CHECK: "object":"g.o","name":"g"{{.*}}"class":"added"
# CHECK: {"object":"g.o","reason":"only_in_post"
# REMOVED: function,removed,

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
