# A renamed static function is found by its content.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"after"{{.*}}"class":"identical"{{.*}}"by":"content"

#--- pre.s
        .type   before, @function
before: movl    %edi, %eax
        imull   %esi, %eax
        imull   %edx, %eax
        subl    %ecx, %eax
        addl    $12, %eax
        xorl    $0x55555, %eax
        ret
        .size   before, .-before
#--- post.s
        .type   after, @function
after:  movl    %edi, %eax
        imull   %esi, %eax
        imull   %edx, %eax
        subl    %ecx, %eax
        addl    $12, %eax
        xorl    $0x55555, %eax
        ret
        .size   after, .-after
