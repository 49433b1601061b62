	.text
	.def	@feat.00;
	.scl	3;
	.type	0;
	.endef
	.globl	@feat.00
.set @feat.00, 0
	.file	"types.c"
	.def	visit;
	.scl	2;
	.type	32;
	.endef
	.globl	visit                           # -- Begin function visit
	.p2align	4, 0x90
visit:                                  # @visit
.Lfunc_begin0:
	.cv_func_id 0
	.cv_file	1 ".\\types.c" "EB42C941AEA5208466E22EDDC11B6BA5" 1
	.cv_loc	0 1 39 0                        # types.c:39:0
# %bb.0:
	#DEBUG_VALUE: visit:scale <- $xmm2
	#DEBUG_VALUE: visit:count <- $edx
	#DEBUG_VALUE: visit:n <- $rcx
	pushq	%rsi
	subq	$48, %rsp
	movaps	%xmm6, 32(%rsp)                 # 16-byte Spill
	movaps	%xmm2, %xmm6
	movq	%rcx, %rsi
.Ltmp0:
	.cv_loc	0 1 40 0                        # types.c:40:0
	callq	*80(%rcx)
.Ltmp1:
	#DEBUG_VALUE: visit:n <- $rsi
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $edx
	#DEBUG_VALUE: visit:scale <- $xmm6
	movl	%eax, %ecx
	xorl	%eax, %eax
	cmpl	$42, %ecx
	je	.LBB0_2
.Ltmp2:
# %bb.1:
	#DEBUG_VALUE: visit:scale <- $xmm6
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $edx
	#DEBUG_VALUE: visit:n <- $rsi
	movq	72(%rsi), %rdx
	movq	%rsi, %rcx
	callq	sum
	movl	%eax, %ecx
	cvttss2si	%xmm6, %eax
	addl	%ecx, %eax
.Ltmp3:
.LBB0_2:
	#DEBUG_VALUE: visit:scale <- $xmm6
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $edx
	#DEBUG_VALUE: visit:n <- $rsi
	movaps	32(%rsp), %xmm6                 # 16-byte Reload
.Ltmp4:
	addq	$48, %rsp
	popq	%rsi
.Ltmp5:
	#DEBUG_VALUE: visit:n <- [DW_OP_LLVM_entry_value 1] $rcx
	retq
.Ltmp6:
.Lfunc_end0:
                                        # -- End function
	.def	sum;
	.scl	3;
	.type	32;
	.endef
	.p2align	4, 0x90                         # -- Begin function sum
sum:                                    # @sum
.Lfunc_begin1:
	.cv_func_id 1
# %bb.0:
	#DEBUG_VALUE: sum:pair <- [DW_OP_constu 32, DW_OP_shr, DW_OP_LLVM_convert 64 7, DW_OP_LLVM_convert 32 7, DW_OP_stack_value, DW_OP_LLVM_fragment 32 32] $rdx
	#DEBUG_VALUE: sum:n <- $rcx
	#DEBUG_VALUE: sum:pair <- [DW_OP_LLVM_fragment 0 32] $edx
	.cv_loc	1 1 36 0                        # types.c:36:0
	movq	%rdx, %rax
	shrq	$35, %rax
	andl	$31, %eax
	addl	%edx, %eax
	addl	48(%rcx), %eax
	retq
.Ltmp7:
.Lfunc_end1:
                                        # -- End function
	.def	nothing;
	.scl	2;
	.type	32;
	.endef
	.globl	nothing                         # -- Begin function nothing
	.p2align	4, 0x90
nothing:                                # @nothing
.Lfunc_begin2:
	.cv_func_id 2
# %bb.0:
	.cv_loc	2 1 44 0                        # types.c:44:0
	retq
.Ltmp8:
.Lfunc_end2:
                                        # -- End function
	.section	.debug$S,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	.long	241
	.long	.Ltmp10-.Ltmp9                  # Subsection size
.Ltmp9:
	.short	.Ltmp12-.Ltmp11                 # Record length
.Ltmp11:
	.short	4353                            # Record kind: S_OBJNAME
	.long	0                               # Signature
	.asciz	"types_codeview.s"              # Object name
	.p2align	2, 0x0
.Ltmp12:
	.short	.Ltmp14-.Ltmp13                 # Record length
.Ltmp13:
	.short	4412                            # Record kind: S_COMPILE3
	.long	0                               # Flags and language
	.short	208                             # CPUType
	.short	0                               # Frontend version
	.short	0
	.short	0
	.short	0
	.short	19017                           # Backend version
	.short	0
	.short	0
	.short	0
	.byte	0                               # Null-terminated compiler version string
	.p2align	2, 0x0
.Ltmp14:
.Ltmp10:
	.p2align	2, 0x0
	.long	241                             # Symbol subsection for visit
	.long	.Ltmp16-.Ltmp15                 # Subsection size
.Ltmp15:
	.short	.Ltmp18-.Ltmp17                 # Record length
.Ltmp17:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end0-visit               # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4132                            # Function type index
	.secrel32	visit                   # Function section relative address
	.secidx	visit                           # Function section index
	.byte	128                             # Flags
	.asciz	"visit"                         # Function name
	.p2align	2, 0x0
.Ltmp18:
	.short	.Ltmp20-.Ltmp19                 # Record length
.Ltmp19:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	48                              # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	8                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1138688                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp20:
	.short	.Ltmp22-.Ltmp21                 # Record length
.Ltmp21:
	.short	4414                            # Record kind: S_LOCAL
	.long	4097                            # TypeIndex
	.short	1                               # Flags
	.asciz	"n"
	.p2align	2, 0x0
.Ltmp22:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 330
	.cv_def_range	 .Ltmp1 .Ltmp5, reg, 332
	.short	.Ltmp24-.Ltmp23                 # Record length
.Ltmp23:
	.short	4414                            # Record kind: S_LOCAL
	.long	34                              # TypeIndex
	.short	1                               # Flags
	.asciz	"count"
	.p2align	2, 0x0
.Ltmp24:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 19
	.short	.Ltmp26-.Ltmp25                 # Record length
.Ltmp25:
	.short	4414                            # Record kind: S_LOCAL
	.long	64                              # TypeIndex
	.short	1                               # Flags
	.asciz	"scale"
	.p2align	2, 0x0
.Ltmp26:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 156
	.cv_def_range	 .Ltmp1 .Ltmp4, reg, 160
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp16:
	.p2align	2, 0x0
	.cv_linetable	0, visit, .Lfunc_end0
	.long	241                             # Symbol subsection for sum
	.long	.Ltmp28-.Ltmp27                 # Subsection size
.Ltmp27:
	.short	.Ltmp30-.Ltmp29                 # Record length
.Ltmp29:
	.short	4422                            # Record kind: S_LPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end1-sum                 # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4135                            # Function type index
	.secrel32	sum                     # Function section relative address
	.secidx	sum                             # Function section index
	.byte	192                             # Flags
	.asciz	"sum"                           # Function name
	.p2align	2, 0x0
.Ltmp30:
	.short	.Ltmp32-.Ltmp31                 # Record length
.Ltmp31:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	0                               # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	0                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1056768                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp32:
	.short	.Ltmp34-.Ltmp33                 # Record length
.Ltmp33:
	.short	4414                            # Record kind: S_LOCAL
	.long	4097                            # TypeIndex
	.short	1                               # Flags
	.asciz	"n"
	.p2align	2, 0x0
.Ltmp34:
	.cv_def_range	 .Lfunc_begin1 .Lfunc_end1, reg, 330
	.short	.Ltmp36-.Ltmp35                 # Record length
.Ltmp35:
	.short	4414                            # Record kind: S_LOCAL
	.long	4130                            # TypeIndex
	.short	1                               # Flags
	.asciz	"pair"
	.p2align	2, 0x0
.Ltmp36:
	.cv_def_range	 .Lfunc_begin1 .Lfunc_end1, subfield_reg, 19, 0
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp28:
	.p2align	2, 0x0
	.cv_linetable	1, sum, .Lfunc_end1
	.long	241                             # Symbol subsection for nothing
	.long	.Ltmp38-.Ltmp37                 # Subsection size
.Ltmp37:
	.short	.Ltmp40-.Ltmp39                 # Record length
.Ltmp39:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end2-nothing             # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4137                            # Function type index
	.secrel32	nothing                 # Function section relative address
	.secidx	nothing                         # Function section index
	.byte	128                             # Flags
	.asciz	"nothing"                       # Function name
	.p2align	2, 0x0
.Ltmp40:
	.short	.Ltmp42-.Ltmp41                 # Record length
.Ltmp41:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	0                               # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	0                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1056768                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp42:
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp38:
	.p2align	2, 0x0
	.cv_linetable	2, nothing, .Lfunc_end2
	.long	241                             # Symbol subsection for globals
	.long	.Ltmp44-.Ltmp43                 # Subsection size
.Ltmp43:
	.short	.Ltmp46-.Ltmp45                 # Record length
.Ltmp45:
	.short	4359                            # Record kind: S_CONSTANT
	.long	116                             # Type
	.byte	0x2a, 0x00                      # Value
	.asciz	"limit"                         # Name
	.p2align	2, 0x0
.Ltmp46:
	.short	.Ltmp48-.Ltmp47                 # Record length
.Ltmp47:
	.short	4359                            # Record kind: S_CONSTANT
	.long	116                             # Type
	.byte	0x00, 0x00                      # Value
	.asciz	"red"                           # Name
	.p2align	2, 0x0
.Ltmp48:
.Ltmp44:
	.p2align	2, 0x0
	.long	241
	.long	.Ltmp50-.Ltmp49                 # Subsection size
.Ltmp49:
	.short	.Ltmp52-.Ltmp51                 # Record length
.Ltmp51:
	.short	4360                            # Record kind: S_UDT
	.long	4130                            # Type
	.asciz	"Pair"
	.p2align	2, 0x0
.Ltmp52:
	.short	.Ltmp54-.Ltmp53                 # Record length
.Ltmp53:
	.short	4360                            # Record kind: S_UDT
	.long	4125                            # Type
	.asciz	"node"
	.p2align	2, 0x0
.Ltmp54:
	.short	.Ltmp56-.Ltmp55                 # Record length
.Ltmp55:
	.short	4360                            # Record kind: S_UDT
	.long	4130                            # Type
	.asciz	"Pair"
	.p2align	2, 0x0
.Ltmp56:
.Ltmp50:
	.p2align	2, 0x0
	.cv_filechecksums                       # File index to string table offset subsection
	.cv_stringtable                         # String table
	.long	241
	.long	.Ltmp58-.Ltmp57                 # Subsection size
.Ltmp57:
	.short	.Ltmp60-.Ltmp59                 # Record length
.Ltmp59:
	.short	4428                            # Record kind: S_BUILDINFO
	.long	4141                            # LF_BUILDINFO index
	.p2align	2, 0x0
.Ltmp60:
.Ltmp58:
	.p2align	2, 0x0
	.section	.debug$T,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	# Struct (0x1000)
	.short	0x1a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x80                            # Properties ( ForwardReference (0x80) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"node"                          # Name
	.byte	241
	# Pointer (0x1001)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1000                          # PointeeType: node
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# ArgList (0x1002)
	.short	0x12                            # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x3                             # NumArgs
	.long	0x1001                          # Argument: node*
	.long	0x22                            # Argument: unsigned long
	.long	0x40                            # Argument: float
	# Procedure (0x1003)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x3                             # NumParameters
	.long	0x1002                          # ArgListType: (node*, unsigned long, float)
	# Modifier (0x1004)
	.short	0xa                             # Record length
	.short	0x1001                          # Record kind: LF_MODIFIER
	.long	0x70                            # ModifiedType: char
	.short	0x3                             # Modifiers ( Const (0x1) | Volatile (0x2) )
	.byte	242
	.byte	241
	# Pointer (0x1005)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1004                          # PointeeType: const volatile char
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# FieldList (0x1006)
	.short	0x1a                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x11                            # Type: short
	.short	0x0                             # FieldOffset
	.asciz	"x"                             # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x11                            # Type: short
	.short	0x2                             # FieldOffset
	.asciz	"y"                             # Name
	# Struct (0x1007)
	.short	0x2a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x2                             # MemberCount
	.short	0x8                             # Properties ( Nested (0x8) )
	.long	0x1006                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x4                             # SizeOf
	.asciz	"node::<unnamed-tag>"           # Name
	.byte	242
	.byte	241
	# StringId (0x1008)
	.short	0x12                            # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	".\\types.c"                    # StringData
	.byte	242
	.byte	241
	# UdtSourceLine (0x1009)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x1007                          # UDT: node::<unnamed-tag>
	.long	0x1008                          # SourceFile: .\types.c
	.long	0x17                            # LineNumber
	# Array (0x100A)
	.short	0xe                             # Record length
	.short	0x1503                          # Record kind: LF_ARRAY
	.long	0x74                            # ElementType: int
	.long	0x23                            # IndexType: unsigned __int64
	.short	0xc                             # SizeOf
	.byte	0                               # Name
	.byte	241
	# Array (0x100B)
	.short	0xe                             # Record length
	.short	0x1503                          # Record kind: LF_ARRAY
	.long	0x100a                          # ElementType
	.long	0x23                            # IndexType: unsigned __int64
	.short	0x18                            # SizeOf
	.byte	0                               # Name
	.byte	241
	# FieldList (0x100C)
	.short	0x2a                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x1502                          # Member kind: Enumerator ( LF_ENUMERATE )
	.short	0x3                             # Attrs: Public
	.short	0x0                             # EnumValue
	.asciz	"red"                           # Name
	.byte	242
	.byte	241
	.short	0x1502                          # Member kind: Enumerator ( LF_ENUMERATE )
	.short	0x3                             # Attrs: Public
	.short	0x5                             # EnumValue
	.asciz	"green"                         # Name
	.short	0x1502                          # Member kind: Enumerator ( LF_ENUMERATE )
	.short	0x3                             # Attrs: Public
	.short	0x8004
	.long	0xffffffff                      # EnumValue
	.asciz	"blue"                          # Name
	.byte	241
	# Enum (0x100D)
	.short	0x16                            # Record length
	.short	0x1507                          # Record kind: LF_ENUM
	.short	0x3                             # NumEnumerators
	.short	0x0                             # Properties
	.long	0x74                            # UnderlyingType: int
	.long	0x100c                          # FieldListType: <field list>
	.asciz	"colour"                        # Name
	.byte	241
	# UdtSourceLine (0x100E)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x100d                          # UDT: colour
	.long	0x1008                          # SourceFile: .\types.c
	.long	0xb                             # LineNumber
	# Struct (0x100F)
	.short	0x1a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x80                            # Properties ( ForwardReference (0x80) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"Pair"                          # Name
	.byte	241
	# Array (0x1010)
	.short	0xe                             # Record length
	.short	0x1503                          # Record kind: LF_ARRAY
	.long	0x100f                          # ElementType: Pair
	.long	0x23                            # IndexType: unsigned __int64
	.short	0x10                            # SizeOf
	.byte	0                               # Name
	.byte	241
	# Modifier (0x1011)
	.short	0xa                             # Record length
	.short	0x1001                          # Record kind: LF_MODIFIER
	.long	0x1000                          # ModifiedType: node
	.short	0x1                             # Modifiers ( Const (0x1) )
	.byte	242
	.byte	241
	# Pointer (0x1012)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1011                          # PointeeType: const node
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# ArgList (0x1013)
	.short	0x12                            # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x3                             # NumArgs
	.long	0x1012                          # Argument: const node*
	.long	0x12                            # Argument: long
	.long	0x0                             # Argument
	# Procedure (0x1014)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x3                             # NumParameters
	.long	0x1013                          # ArgListType: (const node*, long, <no type>)
	# Pointer (0x1015)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1014                          # PointeeType: int (const node*, long, <no type>)
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# ArgList (0x1016)
	.short	0x6                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x0                             # NumArgs
	# Procedure (0x1017)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x0                             # NumParameters
	.long	0x1016                          # ArgListType: ()
	# Pointer (0x1018)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1017                          # PointeeType: int ()
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Pointer (0x1019)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1018                          # PointeeType: int ()*
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Struct (0x101A)
	.short	0x1e                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x80                            # Properties ( ForwardReference (0x80) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"hidden"                        # Name
	.byte	243
	.byte	242
	.byte	241
	# Pointer (0x101B)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x101a                          # PointeeType: hidden
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# FieldList (0x101C)
	.short	0xe2                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1001                          # Type: node*
	.short	0x0                             # FieldOffset
	.asciz	"next"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1005                          # Type: const volatile char*
	.short	0x8                             # FieldOffset
	.asciz	"name"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x74                            # Type: int
	.short	0x10                            # FieldOffset
	.asciz	"number"                        # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x41                            # Type: double
	.short	0x10                            # FieldOffset
	.asciz	"real"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1007                          # Type: node::<unnamed-tag>
	.short	0x18                            # FieldOffset
	.asciz	"at"                            # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100b                          # Type
	.short	0x1c                            # FieldOffset
	.asciz	"grid"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100d                          # Type: colour
	.short	0x34                            # FieldOffset
	.asciz	"colour"                        # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1010                          # Type
	.short	0x38                            # FieldOffset
	.asciz	"pairs"                         # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100f                          # Type: Pair
	.short	0x48                            # FieldOffset
	.asciz	"inside"                        # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1015                          # Type: int (const node*, long, <no type>)*
	.short	0x50                            # FieldOffset
	.asciz	"compare"                       # Name
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1019                          # Type: int ()**
	.short	0x58                            # FieldOffset
	.asciz	"table"                         # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x101b                          # Type: hidden*
	.short	0x60                            # FieldOffset
	.asciz	"hidden"                        # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x1510                          # Member kind: NestedType ( LF_NESTTYPE )
	.short	0x0                             # Padding
	.long	0x1007                          # Type: node::<unnamed-tag>
	.byte	0                               # Name
	.byte	243
	.byte	242
	.byte	241
	# Struct (0x101D)
	.short	0x1a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0xd                             # MemberCount
	.short	0x10                            # Properties ( ContainsNestedClass (0x10) )
	.long	0x101c                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x68                            # SizeOf
	.asciz	"node"                          # Name
	.byte	241
	# UdtSourceLine (0x101E)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x101d                          # UDT: node
	.long	0x1008                          # SourceFile: .\types.c
	.long	0x10                            # LineNumber
	# BitField (0x101F)
	.short	0xa                             # Record length
	.short	0x1205                          # Record kind: LF_BITFIELD
	.long	0x75                            # Type: unsigned
	.byte	0x3                             # BitSize
	.byte	0x0                             # BitOffset
	.byte	242
	.byte	241
	# BitField (0x1020)
	.short	0xa                             # Record length
	.short	0x1205                          # Record kind: LF_BITFIELD
	.long	0x75                            # Type: unsigned
	.byte	0x5                             # BitSize
	.byte	0x3                             # BitOffset
	.byte	242
	.byte	241
	# FieldList (0x1021)
	.short	0x32                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x74                            # Type: int
	.short	0x0                             # FieldOffset
	.asciz	"first"                         # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x101f                          # Type
	.short	0x4                             # FieldOffset
	.asciz	"flag"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1020                          # Type
	.short	0x4                             # FieldOffset
	.asciz	"rest"                          # Name
	.byte	241
	# Struct (0x1022)
	.short	0x1a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x3                             # MemberCount
	.short	0x0                             # Properties
	.long	0x1021                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x8                             # SizeOf
	.asciz	"Pair"                          # Name
	.byte	241
	# UdtSourceLine (0x1023)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x1022                          # UDT: Pair
	.long	0x1008                          # SourceFile: .\types.c
	.long	0x5                             # LineNumber
	# FuncId (0x1024)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1003                          # FunctionType: int (node*, unsigned long, float)
	.asciz	"visit"                         # Name
	.byte	242
	.byte	241
	# ArgList (0x1025)
	.short	0xe                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x2                             # NumArgs
	.long	0x1001                          # Argument: node*
	.long	0x100f                          # Argument: Pair
	# Procedure (0x1026)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x2                             # NumParameters
	.long	0x1025                          # ArgListType: (node*, Pair)
	# FuncId (0x1027)
	.short	0xe                             # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1026                          # FunctionType: int (node*, Pair)
	.asciz	"sum"                           # Name
	# Procedure (0x1028)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x3                             # ReturnType: void
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x0                             # NumParameters
	.long	0x1016                          # ArgListType: ()
	# FuncId (0x1029)
	.short	0x12                            # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x1028                          # FunctionType: void ()
	.asciz	"nothing"                       # Name
	# StringId (0x102A)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"."                             # StringData
	.byte	242
	.byte	241
	# StringId (0x102B)
	.short	0xe                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"types.c"                       # StringData
	# StringId (0x102C)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.byte	0                               # StringData
	.byte	243
	.byte	242
	.byte	241
	# BuildInfo (0x102D)
	.short	0x1a                            # Record length
	.short	0x1603                          # Record kind: LF_BUILDINFO
	.short	0x5                             # NumArgs
	.long	0x102a                          # Argument: .
	.long	0x0                             # Argument
	.long	0x102b                          # Argument: types.c
	.long	0x102c                          # Argument
	.long	0x0                             # Argument
	.byte	242
	.byte	241
	.addrsig
	.globl	_fltused
