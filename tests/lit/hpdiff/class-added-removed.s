# Functions on one side only.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"came"{{.*}}"class":"added"{{.*}}"pre":null
# CHECK: "name":"went"{{.*}}"class":"removed"{{.*}}"post":null

#--- pre.s
        .globl  went
        .type   went, @function
went:   call    a
        ret
        .size   went, .-went
#--- post.s
        .globl  came
        .type   came, @function
came:   movl    %edi, %eax
        imull   %esi, %eax
        ret
        .size   came, .-came
