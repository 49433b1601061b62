# Nothing changed, says the comparison; the post image knows better: exit 1.
# RUN: %elf_images
# RUN: %exits 1 hpcompile %t/pre.o %t/pre.o --image %t/base.so --post-image %t/post.so -o %t/fix.payload \
# RUN:   --json %t/report.json | FileCheck %s
# RUN: FileCheck %s --check-prefix=JSON < %t/report.json
# RUN: not ls %t/fix.payload
# RUN: %exits 3 hpcompile %t/pre.o %t/pre.o --image %t/base.so --post-image %t/base.so -n | FileCheck %s --check-prefix=SAME
# CHECK: differs: f at base+0x
# CHECK: refused: nothing to patch, but the base image does not mean what the post image means; nothing written
# JSON: "status":"refused"
# JSON: "verdict":"differs"
# SAME: no difference
# SAME: nothing to patch

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
