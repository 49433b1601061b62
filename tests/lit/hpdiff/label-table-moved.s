# A named table of labels (computed goto) in a function whose calls moved: the
# labels correspond, so the table is the same.  Exchanged entries are not.
# RUN: %elf_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --all --json - | FileCheck %s
# CHECK: "name":"f"{{.*}}"class":"layout_only"
# CHECK: "name":"places"{{.*}}"class":"identical"
# RUN: sed -e 's/.La, .Lb/.Lb, .La/' %t/post.s > %t/other.s
# RUN: llvm-mc -triple=x86_64-linux-gnu -filetype=obj %t/other.s -o %t/other.o
# RUN: %exits 1 hpdiff %t/pre.o %t/other.o --json - \
# RUN:   | FileCheck %s --check-prefix=OTHER
# OTHER: "name":"places"{{.*}}"class":"changed_readonly"

#--- pre.s
        .type   g, @function
g:      ret
        .size   g, .-g
        .globl  f
        .type   f, @function
f:      jmp     *places(,%rdi,8)
.La:    call    g
        ret
.Lb:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .data.rel.ro, "aw"
        .type   places, @object
places: .quad   .La, .Lb
        .size   places, 16
#--- post.s
        .type   g, @function
g:      ret
        .size   g, .-g
        .p2align 6, 0x90
        .globl  f
        .type   f, @function
f:      jmp     *places(,%rdi,8)
.La:    call    g
        ret
.Lb:    movl    $2, %eax
        ret
        .size   f, .-f
        .section .data.rel.ro, "aw"
        .type   places, @object
places: .quad   .La, .Lb
        .size   places, 16
