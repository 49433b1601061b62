# Exit status: 0 nothing that matters, 1 differences, 2 trouble; with --fail-on
# only the listed classes count.
# RUN: %elf_pair
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q | count 0
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q --fail-on constant
# RUN: %exits 1 hpdiff %t/pre.o %t/post.o -q --fail-on any
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o -q --fail-on code,added,removed
# RUN: %exits 2 hpdiff %t/pre.o %t/post.o -q --fail-on nonsense 2>/dev/null
# RUN: %exits 2 hpdiff %t/pre.o 2>/dev/null
# RUN: %exits 2 hpdiff %t/pre.o %t/post.o --json - --csv - >%t/out 2>%t/err
# RUN: count 0 < %t/out
# RUN: FileCheck %s < %t/err
# CHECK: hpdiff: error: {{.*}}standard output

#--- pre.s
        .globl  f
        .type   f, @function
f:      movl    $1, %eax
        ret
        .size   f, .-f
#--- post.s
        .globl  f
        .type   f, @function
f:      movl    $2, %eax
        ret
        .size   f, .-f
