# Accepted changes of data leave nothing to patch, if no function changed; a hook
# is something to apply.
# RUN: %elf_images
# RUN: %exits 3 hpcompile %t/pre.o %t/post.o --image %t/base.so -o %t/fix.payload \
# RUN:   --allow changed-data:limit=read\ once | FileCheck %s
# RUN: not ls %t/fix.payload
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu --defsym HOOK=1 %t/post.s -o %t/hook.o
# RUN: hpcompile %t/pre.o %t/hook.o --image %t/base.so -o %t/hook.payload \
# RUN:   --allow changed-data:limit=the\ hook\ sets\ it | FileCheck %s --check-prefix=HOOK
# CHECK: accepted: changed-data: limit
# CHECK: nothing to patch
# HOOK: written: {{.*}}, 0 redirects, 1 function

#--- pre.s
        .globl  f, limit
        .type   f, @function
f:      movl    limit(%rip), %eax
        ret
        .size   f, .-f
        .data
        .type   limit, @object
limit:  .long   4
        .size   limit, 4
#--- post.s
        .globl  f, limit
        .type   f, @function
f:      movl    limit(%rip), %eax
        ret
        .size   f, .-f
        .ifdef  HOOK
        .globl  hotpatch_post_apply
        .type   hotpatch_post_apply, @function
hotpatch_post_apply:
        movl    $8, limit(%rip)
        ret
        .size   hotpatch_post_apply, .-hotpatch_post_apply
        .endif
        .data
        .type   limit, @object
limit:  .long   8
        .size   limit, 4
