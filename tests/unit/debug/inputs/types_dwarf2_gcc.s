	.file	"types.c"
	.text
.Ltext0:
	.cfi_sections	.debug_frame
	.type	sum, @function
sum:
.LFB0:
.LM1:
	.cfi_startproc
.LVL0:
.LM2:
.LM3:
	movl	%esi, %eax
	addl	48(%rdi), %eax
.LM4:
	shrq	$35, %rsi
.LVL1:
	andl	$31, %esi
.LM5:
	addl	%esi, %eax
.LM6:
	ret
	.cfi_endproc
.LFE0:
	.size	sum, .-sum
	.globl	visit
	.type	visit, @function
visit:
.LFB1:
.LM7:
	.cfi_startproc
.LVL2:
	pushq	%rbx
.LCFI0:
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	subq	$16, %rsp
.LCFI1:
	.cfi_def_cfa_offset 32
	movq	%rdi, %rbx
	movss	%xmm0, 12(%rsp)
.LM8:
.LM9:
	movl	$0, %eax
	call	*80(%rdi)
.LVL3:
	movl	%eax, %edx
.LM10:
	movl	$0, %eax
	cmpl	$42, %edx
	je	.L2
.LM11:
	movq	72(%rbx), %rsi
	movq	%rbx, %rdi
	call	sum
.LVL4:
	movl	%eax, %edx
.LM12:
	cvttss2sil	12(%rsp), %eax
.LM13:
	addl	%edx, %eax
.L2:
.LM14:
	addq	$16, %rsp
.LCFI2:
	.cfi_def_cfa_offset 16
	popq	%rbx
.LCFI3:
	.cfi_def_cfa_offset 8
.LVL5:
	ret
	.cfi_endproc
.LFE1:
	.size	visit, .-visit
	.globl	nothing
	.type	nothing, @function
nothing:
.LFB2:
.LM15:
	.cfi_startproc
.LM16:
	ret
	.cfi_endproc
.LFE2:
	.size	nothing, .-nothing
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x2fa
	.value	0x2
	.long	.Ldebug_abbrev0
	.byte	0x8
	.uleb128 0x1
	.long	.LASF27
	.byte	0x1
	.long	.LASF28
	.string	"."
	.quad	.Ltext0
	.quad	.Letext0
	.long	.Ldebug_line0
	.uleb128 0x2
	.byte	0x8
	.byte	0x1
	.byte	0x5
	.byte	0x9
	.long	0x68
	.uleb128 0x3
	.long	.LASF9
	.byte	0x1
	.byte	0x6
	.byte	0x7
	.long	0x68
	.byte	0x2
	.byte	0x23
	.uleb128 0
	.uleb128 0x4
	.long	.LASF0
	.byte	0x1
	.byte	0x7
	.byte	0xc
	.long	0x6f
	.byte	0x4
	.byte	0x3
	.byte	0x1d
	.byte	0x2
	.byte	0x23
	.uleb128 0x4
	.uleb128 0x4
	.long	.LASF1
	.byte	0x1
	.byte	0x8
	.byte	0xc
	.long	0x6f
	.byte	0x4
	.byte	0x5
	.byte	0x18
	.byte	0x2
	.byte	0x23
	.uleb128 0x4
	.byte	0
	.uleb128 0x5
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0x6
	.byte	0x4
	.byte	0x7
	.long	.LASF2
	.uleb128 0x7
	.long	.LASF29
	.byte	0x1
	.byte	0x9
	.byte	0x3
	.long	0x2b
	.uleb128 0x8
	.long	.LASF14
	.byte	0x4
	.byte	0x1
	.byte	0xb
	.byte	0x6
	.long	0xa2
	.uleb128 0x9
	.string	"red"
	.byte	0
	.uleb128 0xa
	.long	.LASF3
	.byte	0x5
	.uleb128 0xb
	.long	.LASF4
	.sleb128 -1
	.byte	0
	.uleb128 0xc
	.byte	0x4
	.byte	0x1
	.byte	0xc
	.byte	0x6
	.long	0xb2
	.uleb128 0xa
	.long	.LASF5
	.byte	0x2a
	.byte	0
	.uleb128 0xd
	.byte	0x8
	.byte	0x1
	.byte	0x13
	.byte	0x3
	.long	0xd4
	.uleb128 0xe
	.long	.LASF6
	.byte	0x1
	.byte	0x14
	.byte	0x9
	.long	0x68
	.uleb128 0xe
	.long	.LASF7
	.byte	0x1
	.byte	0x15
	.byte	0xc
	.long	0xd4
	.byte	0
	.uleb128 0x6
	.byte	0x8
	.byte	0x4
	.long	.LASF8
	.uleb128 0x2
	.byte	0x4
	.byte	0x1
	.byte	0x17
	.byte	0x3
	.long	0xff
	.uleb128 0xf
	.string	"x"
	.byte	0x1
	.byte	0x18
	.byte	0xb
	.long	0xff
	.byte	0x2
	.byte	0x23
	.uleb128 0
	.uleb128 0xf
	.string	"y"
	.byte	0x1
	.byte	0x18
	.byte	0xe
	.long	0xff
	.byte	0x2
	.byte	0x23
	.uleb128 0x2
	.byte	0
	.uleb128 0x6
	.byte	0x2
	.byte	0x5
	.long	.LASF10
	.uleb128 0x10
	.long	.LASF30
	.byte	0x68
	.byte	0x1
	.byte	0x10
	.byte	0x8
	.long	0x1b1
	.uleb128 0x3
	.long	.LASF11
	.byte	0x1
	.byte	0x11
	.byte	0x10
	.long	0x1b6
	.byte	0x2
	.byte	0x23
	.uleb128 0
	.uleb128 0x3
	.long	.LASF12
	.byte	0x1
	.byte	0x12
	.byte	0x18
	.long	0x1bc
	.byte	0x2
	.byte	0x23
	.uleb128 0x8
	.uleb128 0x11
	.long	0xb2
	.byte	0x2
	.byte	0x23
	.uleb128 0x10
	.uleb128 0xf
	.string	"at"
	.byte	0x1
	.byte	0x19
	.byte	0x5
	.long	0xdb
	.byte	0x2
	.byte	0x23
	.uleb128 0x18
	.uleb128 0x3
	.long	.LASF13
	.byte	0x1
	.byte	0x1a
	.byte	0x7
	.long	0x1d3
	.byte	0x2
	.byte	0x23
	.uleb128 0x1c
	.uleb128 0x3
	.long	.LASF14
	.byte	0x1
	.byte	0x1b
	.byte	0xf
	.long	0x82
	.byte	0x2
	.byte	0x23
	.uleb128 0x34
	.uleb128 0x3
	.long	.LASF15
	.byte	0x1
	.byte	0x1c
	.byte	0x8
	.long	0x1f0
	.byte	0x2
	.byte	0x23
	.uleb128 0x38
	.uleb128 0x3
	.long	.LASF16
	.byte	0x1
	.byte	0x1d
	.byte	0x8
	.long	0x76
	.byte	0x2
	.byte	0x23
	.uleb128 0x48
	.uleb128 0x3
	.long	.LASF17
	.byte	0x1
	.byte	0x1e
	.byte	0x9
	.long	0x223
	.byte	0x2
	.byte	0x23
	.uleb128 0x50
	.uleb128 0x3
	.long	.LASF18
	.byte	0x1
	.byte	0x1f
	.byte	0xa
	.long	0x22f
	.byte	0x2
	.byte	0x23
	.uleb128 0x58
	.uleb128 0x3
	.long	.LASF19
	.byte	0x1
	.byte	0x20
	.byte	0x12
	.long	0x241
	.byte	0x2
	.byte	0x23
	.uleb128 0x60
	.byte	0
	.uleb128 0x12
	.long	0x106
	.uleb128 0x13
	.byte	0x8
	.long	0x106
	.uleb128 0x13
	.byte	0x8
	.long	0x1ce
	.uleb128 0x6
	.byte	0x1
	.byte	0x6
	.long	.LASF20
	.uleb128 0x12
	.long	0x1c2
	.uleb128 0x14
	.long	0x1c9
	.uleb128 0x15
	.long	0x68
	.long	0x1e9
	.uleb128 0x16
	.long	0x1e9
	.byte	0x1
	.uleb128 0x16
	.long	0x1e9
	.byte	0x2
	.byte	0
	.uleb128 0x6
	.byte	0x8
	.byte	0x7
	.long	.LASF21
	.uleb128 0x15
	.long	0x76
	.long	0x200
	.uleb128 0x16
	.long	0x1e9
	.byte	0x1
	.byte	0
	.uleb128 0x17
	.byte	0x1
	.long	0x68
	.long	0x216
	.uleb128 0x18
	.long	0x216
	.uleb128 0x18
	.long	0x21c
	.uleb128 0x19
	.byte	0
	.uleb128 0x13
	.byte	0x8
	.long	0x1b1
	.uleb128 0x6
	.byte	0x8
	.byte	0x5
	.long	.LASF22
	.uleb128 0x13
	.byte	0x8
	.long	0x200
	.uleb128 0x1a
	.byte	0x1
	.long	0x68
	.uleb128 0x13
	.byte	0x8
	.long	0x235
	.uleb128 0x13
	.byte	0x8
	.long	0x229
	.uleb128 0x1b
	.long	.LASF19
	.byte	0x1
	.uleb128 0x13
	.byte	0x8
	.long	0x23b
	.uleb128 0x1c
	.byte	0x1
	.long	.LASF31
	.byte	0x1
	.byte	0x2c
	.byte	0x6
	.byte	0x1
	.quad	.LFB2
	.quad	.LFE2
	.byte	0x2
	.byte	0x77
	.sleb128 8
	.uleb128 0x1d
	.byte	0x1
	.long	.LASF32
	.byte	0x1
	.byte	0x27
	.byte	0x5
	.byte	0x1
	.long	0x68
	.quad	.LFB1
	.quad	.LFE1
	.long	.LLST1
	.long	0x2b9
	.uleb128 0x1e
	.string	"n"
	.byte	0x1
	.byte	0x27
	.byte	0x18
	.long	0x1b6
	.long	.LLST2
	.uleb128 0x1f
	.long	.LASF23
	.byte	0x1
	.byte	0x27
	.byte	0x29
	.long	0x1e9
	.long	.LLST3
	.uleb128 0x1f
	.long	.LASF24
	.byte	0x1
	.byte	0x27
	.byte	0x36
	.long	0x2b9
	.long	.LLST4
	.byte	0
	.uleb128 0x6
	.byte	0x4
	.byte	0x4
	.long	.LASF25
	.uleb128 0x20
	.string	"sum"
	.byte	0x1
	.byte	0x23
	.byte	0x26
	.byte	0x1
	.long	0x68
	.quad	.LFB0
	.quad	.LFE0
	.byte	0x2
	.byte	0x77
	.sleb128 8
	.uleb128 0x21
	.string	"n"
	.byte	0x1
	.byte	0x23
	.byte	0x37
	.long	0x1b6
	.byte	0x1
	.byte	0x55
	.uleb128 0x1f
	.long	.LASF26
	.byte	0x1
	.byte	0x23
	.byte	0x3f
	.long	0x76
	.long	.LLST0
	.byte	0
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1b
	.uleb128 0x8
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x1
	.uleb128 0x10
	.uleb128 0x6
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x13
	.byte	0x1
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0xd
	.uleb128 0xb
	.uleb128 0xc
	.uleb128 0xb
	.uleb128 0x38
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x8
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x24
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3e
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0xe
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x16
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0x4
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x9
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x1c
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xa
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xb
	.uleb128 0x28
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x1c
	.uleb128 0xd
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0x4
	.byte	0x1
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x17
	.byte	0x1
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0xd
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x10
	.uleb128 0x13
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x11
	.uleb128 0xd
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x38
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x12
	.uleb128 0x26
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x13
	.uleb128 0xf
	.byte	0
	.uleb128 0xb
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x14
	.uleb128 0x35
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x15
	.uleb128 0x1
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x16
	.uleb128 0x21
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2f
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x17
	.uleb128 0x15
	.byte	0x1
	.uleb128 0x27
	.uleb128 0xc
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x18
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x19
	.uleb128 0x18
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x1a
	.uleb128 0x15
	.byte	0
	.uleb128 0x27
	.uleb128 0xc
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1b
	.uleb128 0x13
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3c
	.uleb128 0xc
	.byte	0
	.byte	0
	.uleb128 0x1c
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0xc
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0xc
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x1
	.uleb128 0x40
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x1d
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0xc
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0xc
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x1
	.uleb128 0x40
	.uleb128 0x6
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x1e
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x6
	.byte	0
	.byte	0
	.uleb128 0x1f
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x6
	.byte	0
	.byte	0
	.uleb128 0x20
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0xc
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x1
	.uleb128 0x40
	.uleb128 0xa
	.byte	0
	.byte	0
	.uleb128 0x21
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0xa
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loc,"",@progbits
.Ldebug_loc0:
.LLST1:
	.quad	.LFB1-.Ltext0
	.quad	.LCFI0-.Ltext0
	.value	0x2
	.byte	0x77
	.sleb128 8
	.quad	.LCFI0-.Ltext0
	.quad	.LCFI1-.Ltext0
	.value	0x2
	.byte	0x77
	.sleb128 16
	.quad	.LCFI1-.Ltext0
	.quad	.LCFI2-.Ltext0
	.value	0x2
	.byte	0x77
	.sleb128 32
	.quad	.LCFI2-.Ltext0
	.quad	.LCFI3-.Ltext0
	.value	0x2
	.byte	0x77
	.sleb128 16
	.quad	.LCFI3-.Ltext0
	.quad	.LFE1-.Ltext0
	.value	0x2
	.byte	0x77
	.sleb128 8
	.quad	0
	.quad	0
.LLST2:
	.quad	.LVL2-.Ltext0
	.quad	.LVL3-1-.Ltext0
	.value	0x1
	.byte	0x55
	.quad	.LVL3-1-.Ltext0
	.quad	.LVL5-.Ltext0
	.value	0x1
	.byte	0x53
	.quad	0
	.quad	0
.LLST3:
	.quad	.LVL2-.Ltext0
	.quad	.LVL3-1-.Ltext0
	.value	0x1
	.byte	0x54
	.quad	0
	.quad	0
.LLST4:
	.quad	.LVL2-.Ltext0
	.quad	.LVL3-1-.Ltext0
	.value	0x1
	.byte	0x61
	.quad	.LVL3-1-.Ltext0
	.quad	.LFE1-.Ltext0
	.value	0x2
	.byte	0x91
	.sleb128 -20
	.quad	0
	.quad	0
.LLST0:
	.quad	.LVL0-.Ltext0
	.quad	.LVL1-.Ltext0
	.value	0x1
	.byte	0x54
	.quad	0
	.quad	0
	.section	.debug_aranges,"",@progbits
	.long	0x2c
	.value	0x2
	.long	.Ldebug_info0
	.byte	0x8
	.byte	0
	.value	0
	.value	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	0
	.quad	0
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.long	.LELT0-.LSLT0
.LSLT0:
	.value	0x2
	.long	.LELTP0-.LASLTP0
.LASLTP0:
	.byte	0x1
	.byte	0x1
	.byte	0xf6
	.byte	0xf2
	.byte	0xd
	.byte	0
	.byte	0x1
	.byte	0x1
	.byte	0x1
	.byte	0x1
	.byte	0
	.byte	0
	.byte	0
	.byte	0x1
	.byte	0
	.byte	0
	.byte	0x1
	.byte	0
	.string	"types.c"
	.uleb128 0
	.uleb128 0
	.uleb128 0
	.byte	0
.LELTP0:
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM1
	.byte	0x39
	.byte	0x5
	.uleb128 0x45
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM2
	.byte	0x18
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM3
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0x18
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM4
	.byte	0x1
	.byte	0x5
	.uleb128 0x2b
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM5
	.byte	0x1
	.byte	0x5
	.uleb128 0x25
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM6
	.byte	0x18
	.byte	0x5
	.uleb128 0x1
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM7
	.byte	0x6
	.byte	0x19
	.byte	0x5
	.uleb128 0x3d
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM8
	.byte	0x18
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM9
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0xa
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM10
	.byte	0x18
	.byte	0x5
	.uleb128 0x2e
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM11
	.byte	0x1
	.byte	0x5
	.uleb128 0x30
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM12
	.byte	0x1
	.byte	0x5
	.uleb128 0x44
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM13
	.byte	0x1
	.byte	0x5
	.uleb128 0x2e
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM14
	.byte	0x18
	.byte	0x5
	.uleb128 0x1
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM15
	.byte	0x6
	.byte	0x19
	.byte	0x5
	.uleb128 0x14
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM16
	.byte	0x1
	.byte	0x5
	.uleb128 0x15
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.Letext0
	.byte	0
	.uleb128 0x1
	.byte	0x1
.LELT0:
	.section	.debug_str,"MS",@progbits,1
.LASF12:
	.string	"name"
.LASF27:
	.string	"GNU C17 12.2.0 -mtune=generic -march=x86-64 -g -gno-as-loc-support -gstrict-dwarf -gdwarf-2 -O1 -fno-asynchronous-unwind-tables -fno-ident"
.LASF2:
	.string	"unsigned int"
.LASF4:
	.string	"blue"
.LASF14:
	.string	"colour"
.LASF6:
	.string	"number"
.LASF16:
	.string	"inside"
.LASF26:
	.string	"pair"
.LASF28:
	.string	"types.c"
.LASF21:
	.string	"long unsigned int"
.LASF5:
	.string	"limit"
.LASF0:
	.string	"flag"
.LASF3:
	.string	"green"
.LASF32:
	.string	"visit"
.LASF25:
	.string	"float"
.LASF15:
	.string	"pairs"
.LASF20:
	.string	"char"
.LASF23:
	.string	"count"
.LASF18:
	.string	"table"
.LASF10:
	.string	"short int"
.LASF8:
	.string	"double"
.LASF17:
	.string	"compare"
.LASF30:
	.string	"node"
.LASF1:
	.string	"rest"
.LASF9:
	.string	"first"
.LASF11:
	.string	"next"
.LASF24:
	.string	"scale"
.LASF7:
	.string	"real"
.LASF13:
	.string	"grid"
.LASF19:
	.string	"hidden"
.LASF29:
	.string	"Pair"
.LASF22:
	.string	"long int"
.LASF31:
	.string	"nothing"
	.section	.note.GNU-stack,"",@progbits
