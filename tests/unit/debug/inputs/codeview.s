	.text
	.def	@feat.00;
	.scl	3;
	.type	0;
	.endef
	.globl	@feat.00
.set @feat.00, 0
	.file	"inline.c"
	.def	outer;
	.scl	2;
	.type	32;
	.endef
	.section	.text,"xr",one_only,outer
	.globl	outer                           # -- Begin function outer
	.p2align	4, 0x90
outer:                                  # @outer
.Lfunc_begin0:
	.cv_func_id 0
	.cv_file	1 ".\\inline.c" "63625561A621C18ABAA6BE95A1BFC1BF" 1
	.cv_loc	0 1 15 0                        # inline.c:15:0
.seh_proc outer
# %bb.0:
	#DEBUG_VALUE: outer:c <- $ecx
	#DEBUG_VALUE: middle:b <- $ecx
	pushq	%rsi
	.seh_pushreg %rsi
	subq	$32, %rsp
	.seh_stackalloc 32
	.seh_endprologue
	movl	%ecx, %esi
.Ltmp0:
	.cv_inline_site_id 1 within 0 inlined_at 1 16 0
	.cv_loc	1 1 12 0                        # inline.c:12:0
	leal	1(%rsi), %ecx
.Ltmp1:
	#DEBUG_VALUE: middle:b <- $esi
	#DEBUG_VALUE: outer:c <- $esi
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_inline_site_id 2 within 1 inlined_at 1 12 0
	.cv_loc	2 1 6 0                         # inline.c:6:0
	cmpl	$3, %esi
	jl	.LBB0_2
.Ltmp2:
# %bb.1:
	#DEBUG_VALUE: outer:c <- $esi
	#DEBUG_VALUE: middle:b <- $esi
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_loc	2 1 7 0                         # inline.c:7:0
	leal	(%rcx,%rcx,2), %eax
	movl	%ecx, %edx
	andl	$63, %edx
	leaq	sink(%rip), %r8
	movl	%eax, (%r8,%rdx,4)
.Ltmp3:
.LBB0_2:
	#DEBUG_VALUE: outer:c <- $esi
	#DEBUG_VALUE: middle:b <- $esi
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_loc	2 1 8 0                         # inline.c:8:0
                                        # kill: def $ecx killed $ecx killed $rcx
	callq	finish
.Ltmp4:
	.cv_loc	1 1 12 0                        # inline.c:12:0
	addl	%esi, %eax
.Ltmp5:
	#DEBUG_VALUE: outer:r <- $eax
	.cv_loc	0 1 17 0                        # inline.c:17:0
	xorl	$7, %eax
.Ltmp6:
	addq	$32, %rsp
	popq	%rsi
.Ltmp7:
	#DEBUG_VALUE: outer:c <- [DW_OP_LLVM_entry_value 1] $ecx
	retq
.Ltmp8:
.Lfunc_end0:
	.seh_endproc
                                        # -- End function
	.def	seldom;
	.scl	2;
	.type	32;
	.endef
	.section	.text$unlikely,"xr",one_only,seldom
	.globl	seldom                          # -- Begin function seldom
seldom:                                 # @seldom
.Lfunc_begin1:
	.cv_func_id 3
# %bb.0:
	#DEBUG_VALUE: seldom:d <- $ecx
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_inline_site_id 4 within 3 inlined_at 1 21 0
	.cv_loc	4 1 6 0                         # inline.c:6:0
                                        # kill: def $ecx killed $ecx def $rcx
	cmpl	$4, %ecx
	jl	.LBB1_2
.Ltmp9:
# %bb.1:
	#DEBUG_VALUE: seldom:d <- $ecx
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_loc	4 1 7 0                         # inline.c:7:0
	leal	(%rcx,%rcx,2), %eax
	movl	%ecx, %edx
	andl	$63, %edx
	leaq	sink(%rip), %r8
	movl	%eax, (%r8,%rdx,4)
.Ltmp10:
.LBB1_2:
	#DEBUG_VALUE: seldom:d <- $ecx
	#DEBUG_VALUE: leaf:a <- $ecx
	.cv_loc	4 1 8 0                         # inline.c:8:0
                                        # kill: def $ecx killed $ecx killed $rcx
	jmp	finish                          # TAILCALL
.Ltmp11:
.Lfunc_end1:
                                        # -- End function
	.bss
	.globl	sink                            # @sink
	.p2align	4, 0x0
sink:
	.zero	256

	.section	.debug$S,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	.long	241
	.long	.Ltmp13-.Ltmp12                 # Subsection size
.Ltmp12:
	.short	.Ltmp15-.Ltmp14                 # Record length
.Ltmp14:
	.short	4353                            # Record kind: S_OBJNAME
	.long	0                               # Signature
	.asciz	"codeview.s"                    # Object name
	.p2align	2, 0x0
.Ltmp15:
	.short	.Ltmp17-.Ltmp16                 # Record length
.Ltmp16:
	.short	4412                            # Record kind: S_COMPILE3
	.long	0                               # Flags and language
	.short	208                             # CPUType
	.short	19                              # Frontend version
	.short	1
	.short	7
	.short	0
	.short	19017                           # Backend version
	.short	0
	.short	0
	.short	0
	.asciz	"clang version 19.1.7                   " # Null-terminated compiler version string
	.p2align	2, 0x0
.Ltmp17:
.Ltmp13:
	.p2align	2, 0x0
	.long	246                             # Inlinee lines subsection
	.long	.Ltmp19-.Ltmp18                 # Subsection size
.Ltmp18:
	.long	0                               # Inlinee lines signature

                                        # Inlined function middle starts at inline.c:11
	.long	4098                            # Type index of inlined function
	.cv_filechecksumoffset	1               # Offset into filechecksum table
	.long	11                              # Starting line number

                                        # Inlined function leaf starts at inline.c:5
	.long	4099                            # Type index of inlined function
	.cv_filechecksumoffset	1               # Offset into filechecksum table
	.long	5                               # Starting line number
.Ltmp19:
	.p2align	2, 0x0
	.section	.debug$S,"dr",associative,outer
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	.long	241                             # Symbol subsection for outer
	.long	.Ltmp21-.Ltmp20                 # Subsection size
.Ltmp20:
	.short	.Ltmp23-.Ltmp22                 # Record length
.Ltmp22:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end0-outer               # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4100                            # Function type index
	.secrel32	outer                   # Function section relative address
	.secidx	outer                           # Function section index
	.byte	128                             # Flags
	.asciz	"outer"                         # Function name
	.p2align	2, 0x0
.Ltmp23:
	.short	.Ltmp25-.Ltmp24                 # Record length
.Ltmp24:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	32                              # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	8                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1138688                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp25:
	.short	.Ltmp27-.Ltmp26                 # Record length
.Ltmp26:
	.short	4456                            # Record kind: S_INLINEES
	.long	1                               # Count
	.long	4098                            # Inlinee
	.p2align	2, 0x0
.Ltmp27:
	.short	.Ltmp29-.Ltmp28                 # Record length
.Ltmp28:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"c"
	.p2align	2, 0x0
.Ltmp29:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 18
	.cv_def_range	 .Ltmp1 .Ltmp7, reg, 23
	.short	.Ltmp31-.Ltmp30                 # Record length
.Ltmp30:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	0                               # Flags
	.asciz	"r"
	.p2align	2, 0x0
.Ltmp31:
	.cv_def_range	 .Ltmp5 .Ltmp6, reg, 17
	.short	.Ltmp33-.Ltmp32                 # Record length
.Ltmp32:
	.short	4429                            # Record kind: S_INLINESITE
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	4098                            # Inlinee type index
	.cv_inline_linetable	1 1 11 .Lfunc_begin0 .Lfunc_end0
	.p2align	2, 0x0
.Ltmp33:
	.short	.Ltmp35-.Ltmp34                 # Record length
.Ltmp34:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"b"
	.p2align	2, 0x0
.Ltmp35:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 18
	.cv_def_range	 .Ltmp1 .Ltmp7, reg, 23
	.short	.Ltmp37-.Ltmp36                 # Record length
.Ltmp36:
	.short	4429                            # Record kind: S_INLINESITE
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	4099                            # Inlinee type index
	.cv_inline_linetable	2 1 5 .Lfunc_begin0 .Lfunc_end0
	.p2align	2, 0x0
.Ltmp37:
	.short	.Ltmp39-.Ltmp38                 # Record length
.Ltmp38:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"a"
	.p2align	2, 0x0
.Ltmp39:
	.cv_def_range	 .Ltmp1 .Ltmp4, reg, 18
	.short	2                               # Record length
	.short	4430                            # Record kind: S_INLINESITE_END
	.short	2                               # Record length
	.short	4430                            # Record kind: S_INLINESITE_END
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp21:
	.p2align	2, 0x0
	.cv_linetable	0, outer, .Lfunc_end0
	.section	.debug$S,"dr",associative,seldom
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	.long	241                             # Symbol subsection for seldom
	.long	.Ltmp41-.Ltmp40                 # Subsection size
.Ltmp40:
	.short	.Ltmp43-.Ltmp42                 # Record length
.Ltmp42:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end1-seldom              # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4101                            # Function type index
	.secrel32	seldom                  # Function section relative address
	.secidx	seldom                          # Function section index
	.byte	128                             # Flags
	.asciz	"seldom"                        # Function name
	.p2align	2, 0x0
.Ltmp43:
	.short	.Ltmp45-.Ltmp44                 # Record length
.Ltmp44:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	0                               # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	0                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	8192                            # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp45:
	.short	.Ltmp47-.Ltmp46                 # Record length
.Ltmp46:
	.short	4456                            # Record kind: S_INLINEES
	.long	1                               # Count
	.long	4099                            # Inlinee
	.p2align	2, 0x0
.Ltmp47:
	.short	.Ltmp49-.Ltmp48                 # Record length
.Ltmp48:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"d"
	.p2align	2, 0x0
.Ltmp49:
	.cv_def_range	 .Lfunc_begin1 .Ltmp11, reg, 18
	.short	.Ltmp51-.Ltmp50                 # Record length
.Ltmp50:
	.short	4429                            # Record kind: S_INLINESITE
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	4099                            # Inlinee type index
	.cv_inline_linetable	4 1 5 .Lfunc_begin1 .Lfunc_end1
	.p2align	2, 0x0
.Ltmp51:
	.short	.Ltmp53-.Ltmp52                 # Record length
.Ltmp52:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"a"
	.p2align	2, 0x0
.Ltmp53:
	.cv_def_range	 .Lfunc_begin1 .Ltmp11, reg, 18
	.short	2                               # Record length
	.short	4430                            # Record kind: S_INLINESITE_END
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp41:
	.p2align	2, 0x0
	.cv_linetable	3, seldom, .Lfunc_end1
	.section	.debug$S,"dr"
	.long	241                             # Symbol subsection for globals
	.long	.Ltmp55-.Ltmp54                 # Subsection size
.Ltmp54:
	.short	.Ltmp57-.Ltmp56                 # Record length
.Ltmp56:
	.short	4365                            # Record kind: S_GDATA32
	.long	4102                            # Type
	.secrel32	sink                    # DataOffset
	.secidx	sink                            # Segment
	.asciz	"sink"                          # Name
	.p2align	2, 0x0
.Ltmp57:
.Ltmp55:
	.p2align	2, 0x0
	.cv_filechecksums                       # File index to string table offset subsection
	.cv_stringtable                         # String table
	.long	241
	.long	.Ltmp59-.Ltmp58                 # Subsection size
.Ltmp58:
	.short	.Ltmp61-.Ltmp60                 # Record length
.Ltmp60:
	.short	4428                            # Record kind: S_BUILDINFO
	.long	4108                            # LF_BUILDINFO index
	.p2align	2, 0x0
.Ltmp61:
.Ltmp59:
	.p2align	2, 0x0
	.section	.debug$T,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	# ArgList (0x1000)
	.short	0xa                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x1                             # NumArgs
	.long	0x74                            # Argument: int
	# Procedure (0x1001)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x1                             # NumParameters
	.long	0x1000                          # ArgListType: (int)
	# FuncId (0x1002)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1001                          # FunctionType: int (int)
	.asciz	"middle"                        # Name
	.byte	241
	# FuncId (0x1003)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1001                          # FunctionType: int (int)
	.asciz	"leaf"                          # Name
	.byte	243
	.byte	242
	.byte	241
	# FuncId (0x1004)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1001                          # FunctionType: int (int)
	.asciz	"outer"                         # Name
	.byte	242
	.byte	241
	# FuncId (0x1005)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1001                          # FunctionType: int (int)
	.asciz	"seldom"                        # Name
	.byte	241
	# Array (0x1006)
	.short	0xe                             # Record length
	.short	0x1503                          # Record kind: LF_ARRAY
	.long	0x74                            # ElementType: int
	.long	0x23                            # IndexType: unsigned __int64
	.short	0x100                           # SizeOf
	.byte	0                               # Name
	.byte	241
	# StringId (0x1007)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"."                             # StringData
	.byte	242
	.byte	241
	# StringId (0x1008)
	.short	0x12                            # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"inline.c"                      # StringData
	.byte	243
	.byte	242
	.byte	241
	# StringId (0x1009)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.byte	0                               # StringData
	.byte	243
	.byte	242
	.byte	241
	# StringId (0x100A)
	.short	0x22                            # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"/usr/lib/llvm-19/bin/clang"    # StringData
	.byte	241
	# StringId (0x100B)
	.short	0x38a                           # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"\"-cc1\" \"-triple\" \"x86_64-pc-windows-msvc19.33.0\" \"-S\" \"-disable-free\" \"-clear-ast-before-backend\" \"-disable-llvm-verifier\" \"-discard-value-names\" \"-mrelocation-model\" \"pic\" \"-pic-level\" \"2\" \"-mframe-pointer=none\" \"-relaxed-aliasing\" \"-fmath-errno\" \"-ffp-contract=on\" \"-fno-rounding-math\" \"-mconstructor-aliases\" \"-funwind-tables=2\" \"-target-cpu\" \"x86-64\" \"-tune-cpu\" \"generic\" \"-gno-column-info\" \"-gcodeview\" \"-debug-info-kind=constructor\" \"-fdebug-compilation-dir=.\" \"-ffunction-sections\" \"-fcoverage-compilation-dir=/usr/src/hotpatch/inputs/////////////\" \"-resource-dir\" \"/usr/lib/llvm-19/lib/clang/19\" \"-internal-isystem\" \"/usr/lib/llvm-19/lib/clang/19/include\" \"-O2\" \"-ferror-limit\" \"19\" \"-fno-use-cxa-atexit\" \"-fms-extensions\" \"-fms-compatibility\" \"-fms-compatibility-version=19.33\" \"-fskip-odr-check-in-gmf\" \"-fdelayed-template-parsing\" \"-vectorize-loops\" \"-vectorize-slp\" \"-faddrsig\" \"-x\" \"c\"" # StringData
	# BuildInfo (0x100C)
	.short	0x1a                            # Record length
	.short	0x1603                          # Record kind: LF_BUILDINFO
	.short	0x5                             # NumArgs
	.long	0x1007                          # Argument: .
	.long	0x100a                          # Argument: /usr/lib/llvm-19/bin/clang
	.long	0x1008                          # Argument: inline.c
	.long	0x1009                          # Argument
	.long	0x100b                          # Argument: "-cc1" "-triple" "x86_64-pc-windows-msvc19.33.0" "-S" "-disable-free" "-clear-ast-before-backend" "-disable-llvm-verifier" "-discard-value-names" "-mrelocation-model" "pic" "-pic-level" "2" "-mframe-pointer=none" "-relaxed-aliasing" "-fmath-errno" "-ffp-contract=on" "-fno-rounding-math" "-mconstructor-aliases" "-funwind-tables=2" "-target-cpu" "x86-64" "-tune-cpu" "generic" "-gno-column-info" "-gcodeview" "-debug-info-kind=constructor" "-fdebug-compilation-dir=." "-ffunction-sections" "-fcoverage-compilation-dir=/usr/src/hotpatch/inputs/////////////" "-resource-dir" "/usr/lib/llvm-19/lib/clang/19" "-internal-isystem" "/usr/lib/llvm-19/lib/clang/19/include" "-O2" "-ferror-limit" "19" "-fno-use-cxa-atexit" "-fms-extensions" "-fms-compatibility" "-fms-compatibility-version=19.33" "-fskip-odr-check-in-gmf" "-fdelayed-template-parsing" "-vectorize-loops" "-vectorize-slp" "-faddrsig" "-x" "c"
	.byte	242
	.byte	241
	.addrsig
