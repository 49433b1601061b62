# A returned number is no line number, whatever it is.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"constant","flags":["operands"]{{.*}}0x7 -> {{.*}}0x9

#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    $7, %eax
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    $9, %eax
        ret
        .size   f, .-f
