	.text
	.def	@feat.00;
	.scl	3;
	.type	0;
	.endef
	.globl	@feat.00
.set @feat.00, 0
	.file	"types.cc"
	.def	"?get@Derived@ns@@QEBAHH@Z";
	.scl	2;
	.type	32;
	.endef
	.globl	"?get@Derived@ns@@QEBAHH@Z"     # -- Begin function ?get@Derived@ns@@QEBAHH@Z
	.p2align	4, 0x90
"?get@Derived@ns@@QEBAHH@Z":            # @"?get@Derived@ns@@QEBAHH@Z"
.Lfunc_begin0:
	.cv_func_id 0
	.cv_file	1 ".\\types.cc" "775D2F90852176709B05985BCB681F19" 1
	.cv_loc	0 1 31 0                        # types.cc:31:0
# %bb.0:
	#DEBUG_VALUE: get:more <- $edx
	#DEBUG_VALUE: get:this <- $rcx
	movl	%edx, %eax
.Ltmp0:
	movq	48(%rcx), %rdx
.Ltmp1:
	#DEBUG_VALUE: get:more <- $eax
	addl	(%rdx), %eax
.Ltmp2:
	#DEBUG_VALUE: get:more <- [DW_OP_LLVM_entry_value 1] $edx
	addl	8(%rcx), %eax
	retq
.Ltmp3:
.Lfunc_end0:
                                        # -- End function
	.def	"?use@@YAHAEAUDerived@ns@@@Z";
	.scl	2;
	.type	32;
	.endef
	.globl	"?use@@YAHAEAUDerived@ns@@@Z"   # -- Begin function ?use@@YAHAEAUDerived@ns@@@Z
	.p2align	4, 0x90
"?use@@YAHAEAUDerived@ns@@@Z":          # @"?use@@YAHAEAUDerived@ns@@@Z"
.Lfunc_begin1:
	.cv_func_id 1
# %bb.0:
	#DEBUG_VALUE: use:derived <- $rcx
	#DEBUG_VALUE: get:this <- $rcx
	#DEBUG_VALUE: get:more <- 1
	.cv_inline_site_id 2 within 1 inlined_at 1 44 0
	.cv_loc	2 1 31 0                        # types.cc:31:0
	movq	48(%rcx), %rax
	movl	(%rax), %eax
.Ltmp4:
	#DEBUG_VALUE: operator():y <- 2
	.cv_inline_site_id 3 within 1 inlined_at 1 47 0
	.cv_loc	3 1 34 0                        # types.cc:34:0
	movl	"?keeper@@3UKeeper@@A"(%rip), %edx
.Ltmp5:
	#DEBUG_VALUE: operator():y <- 3
	#DEBUG_VALUE: operator():this <- undef
	.cv_loc	2 1 31 0                        # types.cc:31:0
	addl	8(%rcx), %eax
.Ltmp6:
	.cv_loc	1 1 47 0                        # types.cc:47:0
	addl	%edx, %eax
	addl	$11, %eax
	retq
.Ltmp7:
.Lfunc_end1:
                                        # -- End function
	.data
	.globl	"?keeper@@3UKeeper@@A"          # @"?keeper@@3UKeeper@@A"
	.p2align	2, 0x0
"?keeper@@3UKeeper@@A":
	.long	5                               # 0x5
	.short	2                               # 0x2
	.zero	2

	.section	.drectve,"yni"
	.section	.debug$S,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	.long	241
	.long	.Ltmp9-.Ltmp8                   # Subsection size
.Ltmp8:
	.short	.Ltmp11-.Ltmp10                 # Record length
.Ltmp10:
	.short	4353                            # Record kind: S_OBJNAME
	.long	0                               # Signature
	.asciz	"types_cc_codeview.s"           # Object name
	.p2align	2, 0x0
.Ltmp11:
	.short	.Ltmp13-.Ltmp12                 # Record length
.Ltmp12:
	.short	4412                            # Record kind: S_COMPILE3
	.long	1                               # Flags and language
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
.Ltmp13:
.Ltmp9:
	.p2align	2, 0x0
	.long	246                             # Inlinee lines subsection
	.long	.Ltmp15-.Ltmp14                 # Subsection size
.Ltmp14:
	.long	0                               # Inlinee lines signature

                                        # Inlined function get starts at types.cc:31
	.long	4128                            # Type index of inlined function
	.cv_filechecksumoffset	1               # Offset into filechecksum table
	.long	31                              # Starting line number

                                        # Inlined function operator() starts at types.cc:34
	.long	4136                            # Type index of inlined function
	.cv_filechecksumoffset	1               # Offset into filechecksum table
	.long	34                              # Starting line number
.Ltmp15:
	.p2align	2, 0x0
	.long	241                             # Symbol subsection for ns::Derived::get
	.long	.Ltmp17-.Ltmp16                 # Subsection size
.Ltmp16:
	.short	.Ltmp19-.Ltmp18                 # Record length
.Ltmp18:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end0-"?get@Derived@ns@@QEBAHH@Z" # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4128                            # Function type index
	.secrel32	"?get@Derived@ns@@QEBAHH@Z" # Function section relative address
	.secidx	"?get@Derived@ns@@QEBAHH@Z"     # Function section index
	.byte	128                             # Flags
	.asciz	"ns::Derived::get"              # Function name
	.p2align	2, 0x0
.Ltmp19:
	.short	.Ltmp21-.Ltmp20                 # Record length
.Ltmp20:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	0                               # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	0                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1056768                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp21:
	.short	.Ltmp23-.Ltmp22                 # Record length
.Ltmp22:
	.short	4414                            # Record kind: S_LOCAL
	.long	4137                            # TypeIndex
	.short	1                               # Flags
	.asciz	"this"
	.p2align	2, 0x0
.Ltmp23:
	.cv_def_range	 .Lfunc_begin0 .Lfunc_end0, reg, 330
	.short	.Ltmp25-.Ltmp24                 # Record length
.Ltmp24:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	1                               # Flags
	.asciz	"more"
	.p2align	2, 0x0
.Ltmp25:
	.cv_def_range	 .Lfunc_begin0 .Ltmp1, reg, 19
	.cv_def_range	 .Ltmp1 .Ltmp2, reg, 17
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp17:
	.p2align	2, 0x0
	.cv_linetable	0, "?get@Derived@ns@@QEBAHH@Z", .Lfunc_end0
	.long	241                             # Symbol subsection for use
	.long	.Ltmp27-.Ltmp26                 # Subsection size
.Ltmp26:
	.short	.Ltmp29-.Ltmp28                 # Record length
.Ltmp28:
	.short	4423                            # Record kind: S_GPROC32_ID
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	0                               # PtrNext
	.long	.Lfunc_end1-"?use@@YAHAEAUDerived@ns@@@Z" # Code size
	.long	0                               # Offset after prologue
	.long	0                               # Offset before epilogue
	.long	4141                            # Function type index
	.secrel32	"?use@@YAHAEAUDerived@ns@@@Z" # Function section relative address
	.secidx	"?use@@YAHAEAUDerived@ns@@@Z"   # Function section index
	.byte	128                             # Flags
	.asciz	"use"                           # Function name
	.p2align	2, 0x0
.Ltmp29:
	.short	.Ltmp31-.Ltmp30                 # Record length
.Ltmp30:
	.short	4114                            # Record kind: S_FRAMEPROC
	.long	0                               # FrameSize
	.long	0                               # Padding
	.long	0                               # Offset of padding
	.long	0                               # Bytes of callee saved registers
	.long	0                               # Exception handler offset
	.short	0                               # Exception handler section
	.long	1056768                         # Flags (defines frame register)
	.p2align	2, 0x0
.Ltmp31:
	.short	.Ltmp33-.Ltmp32                 # Record length
.Ltmp32:
	.short	4456                            # Record kind: S_INLINEES
	.long	2                               # Count
	.long	4128                            # Inlinee
	.long	4136                            # Inlinee
	.p2align	2, 0x0
.Ltmp33:
	.short	.Ltmp35-.Ltmp34                 # Record length
.Ltmp34:
	.short	4414                            # Record kind: S_LOCAL
	.long	4138                            # TypeIndex
	.short	1                               # Flags
	.asciz	"derived"
	.p2align	2, 0x0
.Ltmp35:
	.cv_def_range	 .Lfunc_begin1 .Lfunc_end1, reg, 330
	.short	.Ltmp37-.Ltmp36                 # Record length
.Ltmp36:
	.short	4429                            # Record kind: S_INLINESITE
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	4128                            # Inlinee type index
	.cv_inline_linetable	2 1 31 .Lfunc_begin1 .Lfunc_end1
	.p2align	2, 0x0
.Ltmp37:
	.short	.Ltmp39-.Ltmp38                 # Record length
.Ltmp38:
	.short	4414                            # Record kind: S_LOCAL
	.long	4137                            # TypeIndex
	.short	1                               # Flags
	.asciz	"this"
	.p2align	2, 0x0
.Ltmp39:
	.cv_def_range	 .Lfunc_begin1 .Lfunc_end1, reg, 330
	.short	.Ltmp41-.Ltmp40                 # Record length
.Ltmp40:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	257                             # Flags
	.asciz	"more"
	.p2align	2, 0x0
.Ltmp41:
	.short	2                               # Record length
	.short	4430                            # Record kind: S_INLINESITE_END
	.short	.Ltmp43-.Ltmp42                 # Record length
.Ltmp42:
	.short	4429                            # Record kind: S_INLINESITE
	.long	0                               # PtrParent
	.long	0                               # PtrEnd
	.long	4136                            # Inlinee type index
	.cv_inline_linetable	3 1 34 .Lfunc_begin1 .Lfunc_end1
	.p2align	2, 0x0
.Ltmp43:
	.short	.Ltmp45-.Ltmp44                 # Record length
.Ltmp44:
	.short	4414                            # Record kind: S_LOCAL
	.long	4142                            # TypeIndex
	.short	257                             # Flags
	.asciz	"this"
	.p2align	2, 0x0
.Ltmp45:
	.short	.Ltmp47-.Ltmp46                 # Record length
.Ltmp46:
	.short	4414                            # Record kind: S_LOCAL
	.long	116                             # TypeIndex
	.short	257                             # Flags
	.asciz	"y"
	.p2align	2, 0x0
.Ltmp47:
	.short	2                               # Record length
	.short	4430                            # Record kind: S_INLINESITE_END
	.short	2                               # Record length
	.short	4431                            # Record kind: S_PROC_ID_END
.Ltmp27:
	.p2align	2, 0x0
	.cv_linetable	1, "?use@@YAHAEAUDerived@ns@@@Z", .Lfunc_end1
	.long	241                             # Symbol subsection for globals
	.long	.Ltmp49-.Ltmp48                 # Subsection size
.Ltmp48:
	.short	.Ltmp51-.Ltmp50                 # Record length
.Ltmp50:
	.short	4365                            # Record kind: S_GDATA32
	.long	4145                            # Type
	.secrel32	"?keeper@@3UKeeper@@A"  # DataOffset
	.secidx	"?keeper@@3UKeeper@@A"          # Segment
	.asciz	"keeper"                        # Name
	.p2align	2, 0x0
.Ltmp51:
.Ltmp49:
	.p2align	2, 0x0
	.long	241
	.long	.Ltmp53-.Ltmp52                 # Subsection size
.Ltmp52:
	.short	.Ltmp55-.Ltmp54                 # Record length
.Ltmp54:
	.short	4360                            # Record kind: S_UDT
	.long	4116                            # Type
	.asciz	"ns::Derived"
	.p2align	2, 0x0
.Ltmp55:
	.short	.Ltmp57-.Ltmp56                 # Record length
.Ltmp56:
	.short	4360                            # Record kind: S_UDT
	.long	4123                            # Type
	.asciz	"ns::Base"
	.p2align	2, 0x0
.Ltmp57:
	.short	.Ltmp59-.Ltmp58                 # Record length
.Ltmp58:
	.short	4360                            # Record kind: S_UDT
	.long	4126                            # Type
	.asciz	"ns::Other"
	.p2align	2, 0x0
.Ltmp59:
	.short	.Ltmp61-.Ltmp60                 # Record length
.Ltmp60:
	.short	4360                            # Record kind: S_UDT
	.long	4131                            # Type
	.asciz	"<lambda_0>"
	.p2align	2, 0x0
.Ltmp61:
	.short	.Ltmp63-.Ltmp62                 # Record length
.Ltmp62:
	.short	4360                            # Record kind: S_UDT
	.long	4145                            # Type
	.asciz	"Keeper"
	.p2align	2, 0x0
.Ltmp63:
.Ltmp53:
	.p2align	2, 0x0
	.cv_filechecksums                       # File index to string table offset subsection
	.cv_stringtable                         # String table
	.long	241
	.long	.Ltmp65-.Ltmp64                 # Subsection size
.Ltmp64:
	.short	.Ltmp67-.Ltmp66                 # Record length
.Ltmp66:
	.short	4428                            # Record kind: S_BUILDINFO
	.long	4150                            # LF_BUILDINFO index
	.p2align	2, 0x0
.Ltmp67:
.Ltmp65:
	.p2align	2, 0x0
	.section	.debug$T,"dr"
	.p2align	2, 0x0
	.long	4                               # Debug section magic
	# Struct (0x1000)
	.short	0x32                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x280                           # Properties ( ForwardReference (0x80) | HasUniqueName (0x200) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"ns::Derived"                   # Name
	.asciz	".?AUDerived@ns@@"              # LinkageName
	.byte	241
	# VFTableShape (0x1001)
	.short	0x6                             # Record length
	.short	0xa                             # Record kind: LF_VTSHAPE
	.short	0x1                             # VFEntryCount
	.byte	0x0
	.byte	241
	# Struct (0x1002)
	.short	0x2e                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x280                           # Properties ( ForwardReference (0x80) | HasUniqueName (0x200) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"ns::Base"                      # Name
	.asciz	".?AUBase@ns@@"                 # LinkageName
	.byte	243
	.byte	242
	.byte	241
	# Struct (0x1003)
	.short	0x2e                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x280                           # Properties ( ForwardReference (0x80) | HasUniqueName (0x200) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"ns::Other"                     # Name
	.asciz	".?AUOther@ns@@"                # LinkageName
	.byte	241
	# Modifier (0x1004)
	.short	0xa                             # Record length
	.short	0x1001                          # Record kind: LF_MODIFIER
	.long	0x74                            # ModifiedType: int
	.short	0x1                             # Modifiers ( Const (0x1) )
	.byte	242
	.byte	241
	# Pointer (0x1005)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1004                          # PointeeType: const int
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Pointer (0x1006)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1000                          # PointeeType: ns::Derived
	.long	0x1040c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8, isConst ]
	# ArgList (0x1007)
	.short	0xa                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x1                             # NumArgs
	.long	0x74                            # Argument: int
	# MemberFunction (0x1008)
	.short	0x1a                            # Record length
	.short	0x1009                          # Record kind: LF_MFUNCTION
	.long	0x74                            # ReturnType: int
	.long	0x1000                          # ClassType: ns::Derived
	.long	0x1006                          # ThisType: ns::Derived* const
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x1                             # NumParameters
	.long	0x1007                          # ArgListType: (int)
	.long	0x0                             # ThisAdjustment
	# Pointer (0x1009)
	.short	0x12                            # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1008                          # PointeeType: int ns::Derived::(int)
	.long	0x2006c                         # Attrs: [ Type: Near64, Mode: PointerToMemberFunction, SizeOf: 16 ]
	.long	0x1000                          # ClassType: ns::Derived
	.short	0x7                             # Representation: VirtualInheritanceFunction
	.byte	242
	.byte	241
	# Pointer (0x100A)
	.short	0x12                            # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x74                            # PointeeType: int
	.long	0x1004c                         # Attrs: [ Type: Near64, Mode: PointerToDataMember, SizeOf: 8 ]
	.long	0x1000                          # ClassType: ns::Derived
	.short	0x3                             # Representation: VirtualInheritanceData
	.byte	242
	.byte	241
	# Pointer (0x100B)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x74                            # PointeeType: int
	.long	0x1002c                         # Attrs: [ Type: Near64, Mode: LValueReference, SizeOf: 8 ]
	# FieldList (0x100C)
	.short	0x1a                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x1502                          # Member kind: Enumerator ( LF_ENUMERATE )
	.short	0x3                             # Attrs: Public
	.short	0x0                             # EnumValue
	.asciz	"off"                           # Name
	.byte	242
	.byte	241
	.short	0x1502                          # Member kind: Enumerator ( LF_ENUMERATE )
	.short	0x3                             # Attrs: Public
	.short	0x1                             # EnumValue
	.asciz	"on"                            # Name
	.byte	243
	.byte	242
	.byte	241
	# Enum (0x100D)
	.short	0x42                            # Record length
	.short	0x1507                          # Record kind: LF_ENUM
	.short	0x2                             # NumEnumerators
	.short	0x200                           # Properties ( HasUniqueName (0x200) )
	.long	0x20                            # UnderlyingType: unsigned char
	.long	0x100c                          # FieldListType: <field list>
	.asciz	"`anonymous namespace'::Mode"   # Name
	.asciz	".?AW4Mode@?A0x8E29C45@@"       # LinkageName
	# StringId (0x100E)
	.short	0x12                            # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	".\\types.cc"                   # StringData
	.byte	241
	# UdtSourceLine (0x100F)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x100d                          # UDT: `anonymous namespace'::Mode
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0x8                             # LineNumber
	# Modifier (0x1010)
	.short	0xa                             # Record length
	.short	0x1001                          # Record kind: LF_MODIFIER
	.long	0x1000                          # ModifiedType: ns::Derived
	.short	0x1                             # Modifiers ( Const (0x1) )
	.byte	242
	.byte	241
	# Pointer (0x1011)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1010                          # PointeeType: const ns::Derived
	.long	0x1040c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8, isConst ]
	# MemberFunction (0x1012)
	.short	0x1a                            # Record length
	.short	0x1009                          # Record kind: LF_MFUNCTION
	.long	0x74                            # ReturnType: int
	.long	0x1000                          # ClassType: ns::Derived
	.long	0x1011                          # ThisType: const ns::Derived* const
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x1                             # NumParameters
	.long	0x1007                          # ArgListType: (int)
	.long	0x0                             # ThisAdjustment
	# FieldList (0x1013)
	.short	0x82                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x1400                          # Member kind: BaseClass ( LF_BCLASS )
	.short	0x3                             # Attrs: Public
	.long	0x1002                          # BaseType: ns::Base
	.short	0x0                             # BaseOffset
	.byte	242
	.byte	241
	.short	0x1401                          # Member kind: VirtualBaseClass ( LF_VBCLASS )
	.short	0x3                             # Attrs: Public
	.long	0x1003                          # BaseType: ns::Other
	.long	0x1005                          # VBPtrType: const int*
	.short	0x10                            # VBPtrOffset
	.short	0x1                             # VBTableIndex
	.short	0x150e                          # Member kind: StaticDataMember ( LF_STMEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x74                            # Type: int
	.asciz	"shared"                        # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1009                          # Type: int ns::Derived::(int) ns::Derived::*
	.short	0x18                            # FieldOffset
	.asciz	"method"                        # Name
	.byte	243
	.byte	242
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100a                          # Type: int ns::Derived::*
	.short	0x28                            # FieldOffset
	.asciz	"field"                         # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100b                          # Type: int&
	.short	0x30                            # FieldOffset
	.asciz	"reference"                     # Name
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x100d                          # Type: `anonymous namespace'::Mode
	.short	0x38                            # FieldOffset
	.asciz	"mode"                          # Name
	.byte	241
	.short	0x1511                          # Member kind: OneMethod ( LF_ONEMETHOD )
	.short	0x3                             # Attrs: Public
	.long	0x1012                          # Type: int ns::Derived::(int)
	.asciz	"get"                           # Name
	# Struct (0x1014)
	.short	0x32                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x8                             # MemberCount
	.short	0x202                           # Properties ( HasConstructorOrDestructor (0x2) | HasUniqueName (0x200) )
	.long	0x1013                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x1001                          # VShape: <vftable 1 methods>
	.short	0x48                            # SizeOf
	.asciz	"ns::Derived"                   # Name
	.asciz	".?AUDerived@ns@@"              # LinkageName
	.byte	241
	# UdtSourceLine (0x1015)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x1014                          # UDT: ns::Derived
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0x13                            # LineNumber
	# Pointer (0x1016)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1001                          # PointeeType: <vftable 1 methods>
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Pointer (0x1017)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1002                          # PointeeType: ns::Base
	.long	0x1040c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8, isConst ]
	# ArgList (0x1018)
	.short	0x6                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x0                             # NumArgs
	# MemberFunction (0x1019)
	.short	0x1a                            # Record length
	.short	0x1009                          # Record kind: LF_MFUNCTION
	.long	0x3                             # ReturnType: void
	.long	0x1002                          # ClassType: ns::Base
	.long	0x1017                          # ThisType: ns::Base* const
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x0                             # NumParameters
	.long	0x1018                          # ArgListType: ()
	.long	0x0                             # ThisAdjustment
	# FieldList (0x101A)
	.short	0x2e                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x1409                          # Member kind: VFPtr ( LF_VFUNCTAB )
	.short	0x0                             # Padding
	.long	0x1016                          # Type: <vftable 1 methods>*
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x74                            # Type: int
	.short	0x8                             # FieldOffset
	.asciz	"base"                          # Name
	.byte	241
	.short	0x1511                          # Member kind: OneMethod ( LF_ONEMETHOD )
	.short	0x13                            # Attrs: Public, IntroducingVirtual
	.long	0x1019                          # Type: void ns::Base::()
	.long	0x0                             # VFTableOffset
	.asciz	"~Base"                         # Name
	.byte	242
	.byte	241
	# Struct (0x101B)
	.short	0x2e                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x3                             # MemberCount
	.short	0x202                           # Properties ( HasConstructorOrDestructor (0x2) | HasUniqueName (0x200) )
	.long	0x101a                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x1001                          # VShape: <vftable 1 methods>
	.short	0x10                            # SizeOf
	.asciz	"ns::Base"                      # Name
	.asciz	".?AUBase@ns@@"                 # LinkageName
	.byte	243
	.byte	242
	.byte	241
	# UdtSourceLine (0x101C)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x101b                          # UDT: ns::Base
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0xc                             # LineNumber
	# FieldList (0x101D)
	.short	0x12                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x12                            # Type: long
	.short	0x0                             # FieldOffset
	.asciz	"other"                         # Name
	# Struct (0x101E)
	.short	0x2e                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x1                             # MemberCount
	.short	0x200                           # Properties ( HasUniqueName (0x200) )
	.long	0x101d                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x4                             # SizeOf
	.asciz	"ns::Other"                     # Name
	.asciz	".?AUOther@ns@@"                # LinkageName
	.byte	241
	# UdtSourceLine (0x101F)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x101e                          # UDT: ns::Other
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0x10                            # LineNumber
	# MemberFuncId (0x1020)
	.short	0xe                             # Record length
	.short	0x1602                          # Record kind: LF_MFUNC_ID
	.long	0x1000                          # ClassType: ns::Derived
	.long	0x1012                          # FunctionType: int ns::Derived::(int)
	.asciz	"get"                           # Name
	# Class (0x1021)
	.short	0x32                            # Record length
	.short	0x1504                          # Record kind: LF_CLASS
	.short	0x0                             # MemberCount
	.short	0x280                           # Properties ( ForwardReference (0x80) | HasUniqueName (0x200) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"<lambda_0>"                    # Name
	.asciz	".?AV<lambda_0>@@"              # LinkageName
	.byte	242
	.byte	241
	# FieldList (0x1022)
	.short	0xe                             # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x1                             # Attrs: Private
	.long	0x74                            # Type: int
	.short	0x0                             # FieldOffset
	.asciz	"x"                             # Name
	# Class (0x1023)
	.short	0x32                            # Record length
	.short	0x1504                          # Record kind: LF_CLASS
	.short	0x1                             # MemberCount
	.short	0x202                           # Properties ( HasConstructorOrDestructor (0x2) | HasUniqueName (0x200) )
	.long	0x1022                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x4                             # SizeOf
	.asciz	"<lambda_0>"                    # Name
	.asciz	".?AV<lambda_0>@@"              # LinkageName
	.byte	242
	.byte	241
	# UdtSourceLine (0x1024)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x1023                          # UDT: <lambda_0>
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0x22                            # LineNumber
	# Modifier (0x1025)
	.short	0xa                             # Record length
	.short	0x1001                          # Record kind: LF_MODIFIER
	.long	0x1021                          # ModifiedType: <lambda_0>
	.short	0x1                             # Modifiers ( Const (0x1) )
	.byte	242
	.byte	241
	# Pointer (0x1026)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1025                          # PointeeType: const <lambda_0>
	.long	0x1040c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8, isConst ]
	# MemberFunction (0x1027)
	.short	0x1a                            # Record length
	.short	0x1009                          # Record kind: LF_MFUNCTION
	.long	0x74                            # ReturnType: int
	.long	0x1021                          # ClassType: <lambda_0>
	.long	0x1026                          # ThisType: const <lambda_0>* const
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x1                             # NumParameters
	.long	0x1007                          # ArgListType: (int)
	.long	0x0                             # ThisAdjustment
	# MemberFuncId (0x1028)
	.short	0x16                            # Record length
	.short	0x1602                          # Record kind: LF_MFUNC_ID
	.long	0x1021                          # ClassType: <lambda_0>
	.long	0x1027                          # FunctionType: int <lambda_0>::(int)
	.asciz	"operator()"                    # Name
	.byte	241
	# Pointer (0x1029)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1010                          # PointeeType: const ns::Derived
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Pointer (0x102A)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1000                          # PointeeType: ns::Derived
	.long	0x1002c                         # Attrs: [ Type: Near64, Mode: LValueReference, SizeOf: 8 ]
	# ArgList (0x102B)
	.short	0xa                             # Record length
	.short	0x1201                          # Record kind: LF_ARGLIST
	.long	0x1                             # NumArgs
	.long	0x102a                          # Argument: ns::Derived&
	# Procedure (0x102C)
	.short	0xe                             # Record length
	.short	0x1008                          # Record kind: LF_PROCEDURE
	.long	0x74                            # ReturnType: int
	.byte	0x0                             # CallingConvention: NearC
	.byte	0x0                             # FunctionOptions
	.short	0x1                             # NumParameters
	.long	0x102b                          # ArgListType: (ns::Derived&)
	# FuncId (0x102D)
	.short	0xe                             # Record length
	.short	0x1601                          # Record kind: LF_FUNC_ID
	.long	0x0                             # ParentScope
	.long	0x102c                          # FunctionType: int (ns::Derived&)
	.asciz	"use"                           # Name
	# Pointer (0x102E)
	.short	0xa                             # Record length
	.short	0x1002                          # Record kind: LF_POINTER
	.long	0x1025                          # PointeeType: const <lambda_0>
	.long	0x1000c                         # Attrs: [ Type: Near64, Mode: Pointer, SizeOf: 8 ]
	# Struct (0x102F)
	.short	0x2a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x0                             # MemberCount
	.short	0x280                           # Properties ( ForwardReference (0x80) | HasUniqueName (0x200) )
	.long	0x0                             # FieldList
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x0                             # SizeOf
	.asciz	"Keeper"                        # Name
	.asciz	".?AUKeeper@@"                  # LinkageName
	.byte	242
	.byte	241
	# FieldList (0x1030)
	.short	0x22                            # Record length
	.short	0x1203                          # Record kind: LF_FIELDLIST
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x1025                          # Type: const <lambda_0>
	.short	0x0                             # FieldOffset
	.asciz	"kept"                          # Name
	.byte	241
	.short	0x150d                          # Member kind: DataMember ( LF_MEMBER )
	.short	0x3                             # Attrs: Public
	.long	0x11                            # Type: short
	.short	0x4                             # FieldOffset
	.asciz	"after"                         # Name
	# Struct (0x1031)
	.short	0x2a                            # Record length
	.short	0x1505                          # Record kind: LF_STRUCTURE
	.short	0x2                             # MemberCount
	.short	0x202                           # Properties ( HasConstructorOrDestructor (0x2) | HasUniqueName (0x200) )
	.long	0x1030                          # FieldList: <field list>
	.long	0x0                             # DerivedFrom
	.long	0x0                             # VShape
	.short	0x8                             # SizeOf
	.asciz	"Keeper"                        # Name
	.asciz	".?AUKeeper@@"                  # LinkageName
	.byte	242
	.byte	241
	# UdtSourceLine (0x1032)
	.short	0xe                             # Record length
	.short	0x1606                          # Record kind: LF_UDT_SRC_LINE
	.long	0x1031                          # UDT: Keeper
	.long	0x100e                          # SourceFile: .\types.cc
	.long	0x26                            # LineNumber
	# StringId (0x1033)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"."                             # StringData
	.byte	242
	.byte	241
	# StringId (0x1034)
	.short	0x12                            # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.asciz	"types.cc"                      # StringData
	.byte	243
	.byte	242
	.byte	241
	# StringId (0x1035)
	.short	0xa                             # Record length
	.short	0x1605                          # Record kind: LF_STRING_ID
	.long	0x0                             # Id
	.byte	0                               # StringData
	.byte	243
	.byte	242
	.byte	241
	# BuildInfo (0x1036)
	.short	0x1a                            # Record length
	.short	0x1603                          # Record kind: LF_BUILDINFO
	.short	0x5                             # NumArgs
	.long	0x1033                          # Argument: .
	.long	0x0                             # Argument
	.long	0x1034                          # Argument: types.cc
	.long	0x1035                          # Argument
	.long	0x0                             # Argument
	.byte	242
	.byte	241
	.addrsig
