# By line rows of CodeView, with the Windows calling convention.
# RUN: %coff_pair
# RUN: %exits 0 hpdiff %t/pre.o %t/post.o --json - | FileCheck %s
# CHECK: "class":"line_only"{{.*}}120 -> 122: argument 2 of log_at

#--- pre.s
        .globl  f
        .def    f; .scl 2; .type 32; .endef
f:      .cv_func_id 0
        .cv_file 1 "a.c"
        .cv_loc 0 1 100 0
        xorl    %ecx, %ecx
        .cv_loc 0 1 120 0
        movl    $120, %edx
        call    log_at
        ret
.Lend:
        .section .debug$S,"dr"
        .long   4
        .cv_linetable 0, f, .Lend
        .cv_filechecksums
        .cv_stringtable
#--- post.s
        .globl  f
        .def    f; .scl 2; .type 32; .endef
f:      .cv_func_id 0
        .cv_file 1 "a.c"
        .cv_loc 0 1 102 0
        xorl    %ecx, %ecx
        .cv_loc 0 1 122 0
        movl    $122, %edx
        call    log_at
        ret
.Lend:
        .section .debug$S,"dr"
        .long   4
        .cv_linetable 0, f, .Lend
        .cv_filechecksums
        .cv_stringtable
