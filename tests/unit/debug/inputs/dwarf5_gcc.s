	.file	"inline.c"
	.text
.Ltext0:
	.cfi_sections	.debug_frame
	.p2align 4
	.globl	outer
	.type	outer, @function
outer:
.LFB2:
.LM1:
	.cfi_startproc
.LVL0:
.LM2:
.LBB8:
.LBB9:
.LM3:
.LBE9:
.LBE8:
.LM4:
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
.LM5:
	movl	%edi, %ebx
.LBB14:
.LBB12:
.LM6:
	addl	$1, %edi
.LVL1:
.LBB10:
.LBB11:
.LM7:
.LM8:
	cmpl	$3, %edi
	jle	.L2
.LM9:
.LM10:
	movl	%edi, %ecx
.LM11:
	leal	(%rdi,%rdi,2), %eax
.LM12:
	leaq	sink(%rip), %rdx
	andl	$63, %ecx
	movl	%eax, (%rdx,%rcx,4)
.L2:
.LM13:
.LM14:
	call	finish@PLT
.LVL2:
.LBE11:
.LBE10:
.LBE12:
.LBE14:
.LM15:
.LBB15:
.LBB13:
.LM16:
	addl	%ebx, %eax
.LVL3:
.LBE13:
.LBE15:
.LM17:
	popq	%rbx
	.cfi_def_cfa_offset 8
.LVL4:
.LM18:
	xorl	$7, %eax
.LVL5:
.LM19:
	ret
	.cfi_endproc
.LFE2:
	.size	outer, .-outer
	.section	.text.unlikely,"ax",@progbits
	.globl	seldom
	.type	seldom, @function
seldom:
.LFB3:
.LM20:
	.cfi_startproc
.LVL6:
.LM21:
.LBB18:
.LBB19:
.LM22:
.LM23:
	cmpl	$3, %edi
	jle	.L6
.LM24:
.LM25:
	movl	%edi, %edx
.LM26:
	leal	(%rdi,%rdi,2), %ecx
.LM27:
	leaq	sink(%rip), %rax
	andl	$63, %edx
	movl	%ecx, (%rax,%rdx,4)
.L6:
.LM28:
.LM29:
	jmp	finish@PLT
.LVL7:
.LBE19:
.LBE18:
	.cfi_endproc
.LFE3:
	.size	seldom, .-seldom
	.globl	sink
	.bss
	.align 32
	.type	sink, @object
	.size	sink, 256
sink:
	.zero	256
	.text
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0x187
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x6
	.long	.LASF5
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.long	.LLRL7
	.quad	0
	.long	.Ldebug_line0
	.uleb128 0x7
	.long	0x41
	.long	0x3a
	.uleb128 0x8
	.long	0x3a
	.byte	0x3f
	.byte	0
	.uleb128 0x9
	.byte	0x8
	.byte	0x7
	.long	.LASF2
	.uleb128 0xa
	.byte	0x4
	.byte	0x5
	.string	"int"
	.uleb128 0xb
	.long	.LASF6
	.byte	0x1
	.byte	0x2
	.byte	0x5
	.long	0x2a
	.uleb128 0x9
	.byte	0x3
	.quad	sink
	.uleb128 0xc
	.long	.LASF7
	.byte	0x1
	.byte	0x3
	.byte	0x5
	.long	0x41
	.long	0x74
	.uleb128 0xd
	.long	0x41
	.byte	0
	.uleb128 0x2
	.long	.LASF3
	.byte	0x14
	.byte	0x1b
	.long	0x41
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.long	0xd0
	.uleb128 0x3
	.string	"d"
	.byte	0x14
	.byte	0x26
	.long	0x41
	.long	.LLST5
	.uleb128 0x4
	.long	0x173
	.quad	.LBB18
	.quad	.LBE18-.LBB18
	.byte	0x15
	.uleb128 0x1
	.long	0x180
	.long	.LLST6
	.uleb128 0xe
	.quad	.LVL7
	.long	0x5e
	.byte	0
	.byte	0
	.uleb128 0x2
	.long	.LASF4
	.byte	0xf
	.byte	0x5
	.long	0x41
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.long	0x158
	.uleb128 0x3
	.string	"c"
	.byte	0xf
	.byte	0xf
	.long	0x41
	.long	.LLST0
	.uleb128 0xf
	.string	"r"
	.byte	0x1
	.byte	0x10
	.byte	0x7
	.long	0x41
	.long	.LLST1
	.uleb128 0x10
	.long	0x158
	.quad	.LBB8
	.long	.LLRL2
	.byte	0x1
	.byte	0x10
	.byte	0xb
	.uleb128 0x1
	.long	0x169
	.long	.LLST3
	.uleb128 0x4
	.long	0x173
	.quad	.LBB10
	.quad	.LBE10-.LBB10
	.byte	0xc
	.uleb128 0x1
	.long	0x180
	.long	.LLST4
	.uleb128 0x11
	.quad	.LVL2
	.long	0x5e
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x12
	.long	.LASF8
	.byte	0x1
	.byte	0xb
	.byte	0x13
	.long	0x41
	.byte	0x3
	.long	0x173
	.uleb128 0x5
	.string	"b"
	.byte	0xb
	.byte	0x1e
	.long	0x41
	.byte	0
	.uleb128 0x13
	.long	.LASF9
	.byte	0x1
	.byte	0x5
	.byte	0x13
	.long	0x41
	.byte	0x3
	.uleb128 0x5
	.string	"a"
	.byte	0x5
	.byte	0x1c
	.long	0x41
	.byte	0
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x58
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0x21
	.sleb128 10
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0x5
	.byte	0
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0x21
	.sleb128 1
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x1f
	.uleb128 0x1b
	.uleb128 0x1f
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x1
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0x21
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2f
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x9
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
	.uleb128 0xa
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
	.uleb128 0xb
	.uleb128 0x34
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
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x3c
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xd
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xe
	.uleb128 0x48
	.byte	0
	.uleb128 0x7d
	.uleb128 0x1
	.uleb128 0x82
	.uleb128 0x19
	.uleb128 0x7f
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0x34
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
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x10
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x52
	.uleb128 0x1
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x58
	.uleb128 0xb
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x11
	.uleb128 0x48
	.byte	0
	.uleb128 0x7d
	.uleb128 0x1
	.uleb128 0x7f
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x12
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x13
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x27
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loclists,"",@progbits
	.long	.Ldebug_loc3-.Ldebug_loc2
.Ldebug_loc2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.Ldebug_loc0:
.LLST5:
	.byte	0x6
	.quad	.LVL6
	.byte	0x4
	.uleb128 .LVL6-.LVL6
	.uleb128 .LVL7-1-.LVL6
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL7-1-.LVL6
	.uleb128 .LFE3-.LVL6
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0
.LLST6:
	.byte	0x6
	.quad	.LVL6
	.byte	0x4
	.uleb128 .LVL6-.LVL6
	.uleb128 .LVL7-1-.LVL6
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL7-1-.LVL6
	.uleb128 .LFE3-.LVL6
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0
.LLST0:
	.byte	0x6
	.quad	.LVL0
	.byte	0x4
	.uleb128 .LVL0-.LVL0
	.uleb128 .LVL1-.LVL0
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL1-.LVL0
	.uleb128 .LVL4-.LVL0
	.uleb128 0x1
	.byte	0x53
	.byte	0x4
	.uleb128 .LVL4-.LVL0
	.uleb128 .LFE2-.LVL0
	.uleb128 0x4
	.byte	0xa3
	.uleb128 0x1
	.byte	0x55
	.byte	0x9f
	.byte	0
.LLST1:
	.byte	0x6
	.quad	.LVL2
	.byte	0x4
	.uleb128 .LVL2-.LVL2
	.uleb128 .LVL3-.LVL2
	.uleb128 0x6
	.byte	0x73
	.sleb128 0
	.byte	0x70
	.sleb128 0
	.byte	0x22
	.byte	0x9f
	.byte	0x4
	.uleb128 .LVL3-.LVL2
	.uleb128 .LVL5-.LVL2
	.uleb128 0x1
	.byte	0x50
	.byte	0x4
	.uleb128 .LVL5-.LVL2
	.uleb128 .LFE2-.LVL2
	.uleb128 0x5
	.byte	0x70
	.sleb128 0
	.byte	0x37
	.byte	0x27
	.byte	0x9f
	.byte	0
.LLST3:
	.byte	0x6
	.quad	.LVL0
	.byte	0x4
	.uleb128 .LVL0-.LVL0
	.uleb128 .LVL1-.LVL0
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL1-.LVL0
	.uleb128 .LVL2-.LVL0
	.uleb128 0x1
	.byte	0x53
	.byte	0
.LLST4:
	.byte	0x6
	.quad	.LVL1
	.byte	0x4
	.uleb128 .LVL1-.LVL1
	.uleb128 .LVL2-1-.LVL1
	.uleb128 0x1
	.byte	0x55
	.byte	0x4
	.uleb128 .LVL2-1-.LVL1
	.uleb128 .LVL2-.LVL1
	.uleb128 0x3
	.byte	0x73
	.sleb128 1
	.byte	0x9f
	.byte	0
.Ldebug_loc3:
	.section	.debug_aranges,"",@progbits
	.long	0x3c
	.value	0x2
	.long	.Ldebug_info0
	.byte	0x8
	.byte	0
	.value	0
	.value	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.quad	0
	.quad	0
	.section	.debug_rnglists,"",@progbits
.Ldebug_ranges0:
	.long	.Ldebug_ranges3-.Ldebug_ranges2
.Ldebug_ranges2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.LLRL2:
	.byte	0x5
	.quad	.LBB8
	.byte	0x4
	.uleb128 .LBB8-.LBB8
	.uleb128 .LBE8-.LBB8
	.byte	0x4
	.uleb128 .LBB14-.LBB8
	.uleb128 .LBE14-.LBB8
	.byte	0x4
	.uleb128 .LBB15-.LBB8
	.uleb128 .LBE15-.LBB8
	.byte	0
.LLRL7:
	.byte	0x7
	.quad	.Ltext0
	.uleb128 .Letext0-.Ltext0
	.byte	0x7
	.quad	.LFB3
	.uleb128 .LFE3-.LFB3
	.byte	0
.Ldebug_ranges3:
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.long	.LELT0-.LSLT0
.LSLT0:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	.LELTP0-.LASLTP0
.LASLTP0:
	.byte	0x1
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
	.byte	0x1
	.uleb128 0x1
	.uleb128 0x1f
	.uleb128 0x1
	.long	.LASF1
	.byte	0x2
	.uleb128 0x1
	.uleb128 0x1f
	.uleb128 0x2
	.uleb128 0xb
	.uleb128 0x2
	.long	.LASF0
	.byte	0
	.long	.LASF0
	.byte	0
.LELTP0:
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM20
	.byte	0x2a
	.byte	0x5
	.uleb128 0x29
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM21
	.byte	0x18
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM22
	.byte	0x3
	.sleb128 -15
	.byte	0x1
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM23
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0x6
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM24
	.byte	0x6
	.byte	0x18
	.byte	0x5
	.uleb128 0x5
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM25
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM26
	.byte	0x1
	.byte	0x5
	.uleb128 0x16
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM27
	.byte	0x1
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM28
	.byte	0x6
	.byte	0x18
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM29
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0xa
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LFE3
	.byte	0
	.uleb128 0x1
	.byte	0x1
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM1
	.byte	0x25
	.byte	0x5
	.uleb128 0x12
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
	.byte	0x13
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM4
	.byte	0x6
	.byte	0x1a
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM5
	.byte	0x1
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM6
	.byte	0x14
	.byte	0x5
	.uleb128 0xa
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM7
	.byte	0x6
	.byte	0x11
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM8
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0x6
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM9
	.byte	0x6
	.byte	0x18
	.byte	0x5
	.uleb128 0x5
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM10
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM11
	.byte	0x1
	.byte	0x5
	.uleb128 0x16
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM12
	.byte	0x1
	.byte	0x5
	.uleb128 0x12
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM13
	.byte	0x6
	.byte	0x18
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM14
	.byte	0x6
	.byte	0x1
	.byte	0x5
	.uleb128 0xa
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM15
	.byte	0x6
	.byte	0x20
	.byte	0x5
	.uleb128 0x3
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM16
	.byte	0x6
	.byte	0x12
	.byte	0x5
	.uleb128 0x16
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM17
	.byte	0x1d
	.byte	0x5
	.uleb128 0x1
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM18
	.byte	0x16
	.byte	0x5
	.uleb128 0xc
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.LM19
	.byte	0x18
	.byte	0x5
	.uleb128 0x1
	.byte	0
	.uleb128 0x9
	.byte	0x2
	.quad	.Letext0
	.byte	0
	.uleb128 0x1
	.byte	0x1
.LELT0:
	.section	.debug_str,"MS",@progbits,1
.LASF2:
	.string	"long unsigned int"
.LASF5:
	.string	"GNU C17 -mtune=generic -march=x86-64 -gdwarf-5 -gno-as-loc-support -gno-variable-location-views -O2 -fno-asynchronous-unwind-tables"
.LASF9:
	.string	"leaf"
.LASF4:
	.string	"outer"
.LASF3:
	.string	"seldom"
.LASF8:
	.string	"middle"
.LASF7:
	.string	"finish"
.LASF6:
	.string	"sink"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"."
.LASF0:
	.string	"inline.c"
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
