# Two names of one function: both are listed with its change.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"alias"{{.*}}"class":"constant"
# CHECK: "name":"f"{{.*}}"class":"constant"

#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
        .globl  alias
        .set    alias, f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    $2, %eax
        ret
        .size   f, .-f
        .globl  alias
        .set    alias, f
