# A weak function's linkage is said.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"linkage":"weak"{{.*}}"class":"constant"

#--- pre.s
        .weak   f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
#--- post.s
        .weak   f
        .type   f, @function
f:      movl    $2, %eax
        ret
        .size   f, .-f
