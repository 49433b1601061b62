# A clone's number differs: paired by base name.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"sum.part.1"{{.*}}"class":"identical"{{.*}}"by":"base_name"

#--- pre.s
        .type   sum.part.0, @function
sum.part.0:movl    %edi, %eax
        imull   %esi, %eax
        ret
        .size   sum.part.0, .-sum.part.0
#--- post.s
        .type   sum.part.1, @function
sum.part.1:movl    %edi, %eax
        imull   %esi, %eax
        ret
        .size   sum.part.1, .-sum.part.1
