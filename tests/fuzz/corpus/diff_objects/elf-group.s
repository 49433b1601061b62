# x86_64-linux-gnu
        .section .text._Z1fv,"axG",@progbits,_Z1fv,comdat
        .weak   _Z1fv
        .type   _Z1fv, @function
_Z1fv:  call    _Z1gv@PLT
        ret
        .size   _Z1fv, .-_Z1fv
