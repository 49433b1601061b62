# aarch64-pc-windows-msvc
        .globl  f
f:      adrp    x0, datum
        ldr     w0, [x0, :lo12:datum]
        bl      g
        ret
        .data
datum:  .word   7
