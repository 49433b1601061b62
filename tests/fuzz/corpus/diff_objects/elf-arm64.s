# aarch64-linux-gnu
        .globl  f
        .type   f, %function
f:      adrp    x0, datum
        add     x0, x0, :lo12:datum
        bl      g
        ret
        .size   f, .-f
        .data
datum:  .xword  f
