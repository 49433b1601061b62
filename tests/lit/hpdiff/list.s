# @list files name objects; what their paths have in common is left out.
# RUN: split-file %s %t && cd %t && mkdir -p one/x one/y two/x two/y
# RUN: %assemble_elf f.s -o one/x/f.o && cp one/x/f.o two/x/f.o
# RUN: %assemble_elf f.s -o one/y/g.o && %assemble_elf g.s -o two/y/g.o
# RUN: printf 'one/y/g.o\r\n\none/x/f.o\n' > pre.txt
# RUN: printf 'two/x/f.o\ntwo/y/g.o\n' > post.txt
# RUN: %exits 1 hpdiff @pre.txt @post.txt --json - | FileCheck %s
# RUN: %exits 2 hpdiff @missing.txt @post.txt 2>&1 | FileCheck %s --check-prefix=MISSING
# CHECK: "files":2,"objects":2
# CHECK: "object":"y/g.o","name":"g"{{.*}}"class":"added"
# MISSING: hpdiff: error: @missing.txt: cannot open

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
