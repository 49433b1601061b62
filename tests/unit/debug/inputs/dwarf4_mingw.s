	.file	"inline.c"
	.text
.Ltext0:
	.file 1 "inline.c"
	.p2align 4
	.globl	outer
	.def	outer;	.scl	2;	.type	32;	.endef
	.seh_proc	outer
outer:
.LFB2:
	.loc 1 15 18
.LVL0:
	pushq	%rbx
	.seh_pushreg	%rbx
.LCFI0:
	subq	$32, %rsp
	.seh_stackalloc	32
.LCFI1:
	.seh_endprologue
	.loc 1 16 3
.LVL1:
.LBB8:
.LBB9:
	.loc 1 12 3
.LBE9:
.LBE8:
	.loc 1 15 18 is_stmt 0
	movl	%ecx, %ebx
.LBB14:
.LBB12:
	.loc 1 12 10
	leal	1(%rcx), %ecx
.LVL2:
.LBB10:
.LBB11:
	.loc 1 6 3 is_stmt 1
	.loc 1 6 6 is_stmt 0
	cmpl	$3, %ecx
	jle	.L2
	.loc 1 7 5 is_stmt 1
	.loc 1 7 18 is_stmt 0
	movl	%ecx, %r8d
	.loc 1 7 22
	leal	(%rcx,%rcx,2), %eax
	.loc 1 7 18
	leaq	sink(%rip), %rdx
	andl	$63, %r8d
	movl	%eax, (%rdx,%r8,4)
.L2:
	.loc 1 8 3 is_stmt 1
	.loc 1 8 10 is_stmt 0
	call	finish
.LVL3:
.LBE11:
.LBE10:
.LBE12:
.LBE14:
	.loc 1 17 3 is_stmt 1
.LBB15:
.LBB13:
	.loc 1 12 22 is_stmt 0
	addl	%ebx, %eax
.LVL4:
.LBE13:
.LBE15:
	.loc 1 17 12
	xorl	$7, %eax
.LVL5:
	.loc 1 18 1
	addq	$32, %rsp
.LCFI2:
	popq	%rbx
.LCFI3:
.LVL6:
	ret
.LFE2:
	.seh_endproc
	.section	.text.unlikely,"x"
	.globl	seldom
	.def	seldom;	.scl	2;	.type	32;	.endef
	.seh_proc	seldom
seldom:
.LFB3:
	.loc 1 20 41 is_stmt 1
.LVL7:
	.seh_endprologue
	.loc 1 21 3
.LVL8:
.LBB18:
.LBB19:
	.loc 1 6 3
	.loc 1 6 6 is_stmt 0
	cmpl	$3, %ecx
	jle	.L5
	.loc 1 7 5 is_stmt 1
	.loc 1 7 18 is_stmt 0
	movl	%ecx, %edx
	.loc 1 7 22
	leal	(%rcx,%rcx,2), %r8d
	.loc 1 7 18
	leaq	sink(%rip), %rax
	andl	$63, %edx
	movl	%r8d, (%rax,%rdx,4)
.L5:
	.loc 1 8 3 is_stmt 1
.LBE19:
.LBE18:
	.loc 1 22 1 is_stmt 0
.LBB21:
.LBB20:
	.loc 1 8 10
	jmp	finish
.LVL9:
.LBE20:
.LBE21:
.LFE3:
	.seh_endproc
	.globl	sink
	.bss
	.align 32
sink:
	.space 256
	.section	.debug_frame,"dr"
.Lframe0:
	.long	.LECIE0-.LSCIE0
.LSCIE0:
	.long	0xffffffff
	.byte	0x3
	.ascii "\0"
	.uleb128 0x1
	.sleb128 -8
	.uleb128 0x10
	.byte	0xc
	.uleb128 0x7
	.uleb128 0x8
	.byte	0x90
	.uleb128 0x1
	.align 8
.LECIE0:
.LSFDE0:
	.long	.LEFDE0-.LASFDE0
.LASFDE0:
	.secrel32	.Lframe0
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.byte	0x4
	.long	.LCFI0-.LFB2
	.byte	0xe
	.uleb128 0x10
	.byte	0x83
	.uleb128 0x2
	.byte	0x4
	.long	.LCFI1-.LCFI0
	.byte	0xe
	.uleb128 0x30
	.byte	0x4
	.long	.LCFI2-.LCFI1
	.byte	0xe
	.uleb128 0x10
	.byte	0x4
	.long	.LCFI3-.LCFI2
	.byte	0xc3
	.byte	0xe
	.uleb128 0x8
	.align 8
.LEFDE0:
.LSFDE2:
	.long	.LEFDE2-.LASFDE2
.LASFDE2:
	.secrel32	.Lframe0
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.align 8
.LEFDE2:
	.text
.Letext0:
	.section	.debug_info,"dr"
.Ldebug_info0:
	.long	0x204
	.word	0x4
	.secrel32	.Ldebug_abbrev0
	.byte	0x8
	.uleb128 0x1
	.ascii "GNU C17 12-win32 -mtune=generic -march=x86-64 -gdwarf-4 -gno-variable-location-views -O2\0"
	.byte	0xc
	.ascii "inline.c\0"
	.ascii ".\0"
	.secrel32	.Ldebug_ranges0+0x70
	.quad	0
	.secrel32	.Ldebug_line0
	.uleb128 0x2
	.long	0xab
	.long	0x91
	.uleb128 0x3
	.long	0x91
	.byte	0x3f
	.byte	0
	.uleb128 0x4
	.byte	0x8
	.byte	0x7
	.ascii "long long unsigned int\0"
	.uleb128 0x4
	.byte	0x4
	.byte	0x5
	.ascii "int\0"
	.uleb128 0x5
	.ascii "sink\0"
	.byte	0x1
	.byte	0x2
	.byte	0x5
	.long	0x81
	.uleb128 0x9
	.byte	0x3
	.quad	sink
	.uleb128 0x6
	.ascii "finish\0"
	.byte	0x1
	.byte	0x3
	.byte	0x5
	.long	0xab
	.long	0xe2
	.uleb128 0x7
	.long	0xab
	.byte	0
	.uleb128 0x8
	.ascii "seldom\0"
	.byte	0x1
	.byte	0x14
	.byte	0x1b
	.long	0xab
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.uleb128 0x1
	.byte	0x9c
	.long	0x141
	.uleb128 0x9
	.ascii "d\0"
	.byte	0x1
	.byte	0x14
	.byte	0x26
	.long	0xab
	.secrel32	.LLST4
	.uleb128 0xa
	.long	0x1ee
	.quad	.LBB18
	.secrel32	.Ldebug_ranges0+0x40
	.byte	0x1
	.byte	0x15
	.byte	0xa
	.uleb128 0xb
	.long	0x1fc
	.secrel32	.LLST5
	.uleb128 0xc
	.quad	.LVL9
	.long	0xc9
	.byte	0
	.byte	0
	.uleb128 0x8
	.ascii "outer\0"
	.byte	0x1
	.byte	0xf
	.byte	0x5
	.long	0xab
	.quad	.LFB2
	.quad	.LFE2-.LFB2
	.uleb128 0x1
	.byte	0x9c
	.long	0x1cf
	.uleb128 0x9
	.ascii "c\0"
	.byte	0x1
	.byte	0xf
	.byte	0xf
	.long	0xab
	.secrel32	.LLST0
	.uleb128 0xd
	.ascii "r\0"
	.byte	0x1
	.byte	0x10
	.byte	0x7
	.long	0xab
	.secrel32	.LLST1
	.uleb128 0xa
	.long	0x1cf
	.quad	.LBB8
	.secrel32	.Ldebug_ranges0+0
	.byte	0x1
	.byte	0x10
	.byte	0xb
	.uleb128 0xb
	.long	0x1e3
	.secrel32	.LLST2
	.uleb128 0xe
	.long	0x1ee
	.quad	.LBB10
	.quad	.LBE10-.LBB10
	.byte	0x1
	.byte	0xc
	.byte	0xa
	.uleb128 0xb
	.long	0x1fc
	.secrel32	.LLST3
	.uleb128 0xf
	.quad	.LVL3
	.long	0xc9
	.byte	0
	.byte	0
	.byte	0
	.uleb128 0x10
	.ascii "middle\0"
	.byte	0x1
	.byte	0xb
	.byte	0x13
	.long	0xab
	.byte	0x3
	.long	0x1ee
	.uleb128 0x11
	.ascii "b\0"
	.byte	0x1
	.byte	0xb
	.byte	0x1e
	.long	0xab
	.byte	0
	.uleb128 0x12
	.ascii "leaf\0"
	.byte	0x1
	.byte	0x5
	.byte	0x13
	.long	0xab
	.byte	0x3
	.uleb128 0x11
	.ascii "a\0"
	.byte	0x1
	.byte	0x5
	.byte	0x1c
	.long	0xab
	.byte	0
	.byte	0
	.section	.debug_abbrev,"dr"
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0x8
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x1b
	.uleb128 0x8
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x1
	.byte	0x1
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x21
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x2f
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x4
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
	.uleb128 0x5
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
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
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
	.uleb128 0x7
	.uleb128 0x5
	.byte	0
	.uleb128 0x49
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
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
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x2117
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x9
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
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0xa
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
	.uleb128 0xb
	.uleb128 0x5
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x2
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0xc
	.uleb128 0x4109
	.byte	0
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x2115
	.uleb128 0x19
	.uleb128 0x31
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0xd
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
	.uleb128 0xe
	.uleb128 0x1d
	.byte	0x1
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x58
	.uleb128 0xb
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xf
	.uleb128 0x4109
	.byte	0
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x31
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x10
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
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x11
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
	.byte	0
	.byte	0
	.uleb128 0x12
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
	.uleb128 0x19
	.uleb128 0x49
	.uleb128 0x13
	.uleb128 0x20
	.uleb128 0xb
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_loc,"dr"
.Ldebug_loc0:
.LLST4:
	.quad	.LVL7
	.quad	.LVL9-1
	.word	0x1
	.byte	0x52
	.quad	.LVL9-1
	.quad	.LFE3
	.word	0x4
	.byte	0xf3
	.uleb128 0x1
	.byte	0x52
	.byte	0x9f
	.quad	0
	.quad	0
.LLST5:
	.quad	.LVL8
	.quad	.LVL9-1
	.word	0x1
	.byte	0x52
	.quad	.LVL9-1
	.quad	.LFE3
	.word	0x4
	.byte	0xf3
	.uleb128 0x1
	.byte	0x52
	.byte	0x9f
	.quad	0
	.quad	0
.LLST0:
	.quad	.LVL0
	.quad	.LVL2
	.word	0x1
	.byte	0x52
	.quad	.LVL2
	.quad	.LVL6
	.word	0x1
	.byte	0x53
	.quad	.LVL6
	.quad	.LFE2
	.word	0x4
	.byte	0xf3
	.uleb128 0x1
	.byte	0x52
	.byte	0x9f
	.quad	0
	.quad	0
.LLST1:
	.quad	.LVL3
	.quad	.LVL4
	.word	0x6
	.byte	0x73
	.sleb128 0
	.byte	0x70
	.sleb128 0
	.byte	0x22
	.byte	0x9f
	.quad	.LVL4
	.quad	.LVL5
	.word	0x1
	.byte	0x50
	.quad	.LVL5
	.quad	.LFE2
	.word	0x5
	.byte	0x70
	.sleb128 0
	.byte	0x37
	.byte	0x27
	.byte	0x9f
	.quad	0
	.quad	0
.LLST2:
	.quad	.LVL1
	.quad	.LVL2
	.word	0x1
	.byte	0x52
	.quad	.LVL2
	.quad	.LVL3
	.word	0x1
	.byte	0x53
	.quad	0
	.quad	0
.LLST3:
	.quad	.LVL2
	.quad	.LVL3-1
	.word	0x1
	.byte	0x52
	.quad	.LVL3-1
	.quad	.LVL3
	.word	0x3
	.byte	0x73
	.sleb128 1
	.byte	0x9f
	.quad	0
	.quad	0
	.section	.debug_aranges,"dr"
	.long	0x3c
	.word	0x2
	.secrel32	.Ldebug_info0
	.byte	0x8
	.byte	0
	.word	0
	.word	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	.LFB3
	.quad	.LFE3-.LFB3
	.quad	0
	.quad	0
	.section	.debug_ranges,"dr"
.Ldebug_ranges0:
	.quad	.LBB8
	.quad	.LBE8
	.quad	.LBB14
	.quad	.LBE14
	.quad	.LBB15
	.quad	.LBE15
	.quad	0
	.quad	0
	.quad	.LBB18
	.quad	.LBE18
	.quad	.LBB21
	.quad	.LBE21
	.quad	0
	.quad	0
	.quad	.Ltext0
	.quad	.Letext0
	.quad	.LFB3
	.quad	.LFE3
	.quad	0
	.quad	0
	.section	.debug_line,"dr"
.Ldebug_line0:
	.section	.debug_str,"dr"
	.def	finish;	.scl	2;	.type	32;	.endef
