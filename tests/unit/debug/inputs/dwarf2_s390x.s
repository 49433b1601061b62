	.text
	.file	"inline.c"
	.file	1 "." "inline.c"
	.globl	outer                           # -- Begin function outer
	.p2align	4
	.type	outer,@function
outer:                                  # @outer
.Lfunc_begin0:
	.loc	1 15 0                          # inline.c:15:0
	.cfi_sections .debug_frame
	.cfi_startproc
# %bb.0:
	#DEBUG_VALUE: outer:c <- $r2d
	#DEBUG_VALUE: middle:b <- $r2d
	stmg	%r13, %r15, 104(%r15)
	.cfi_offset %r13, -56
	.cfi_offset %r14, -48
	.cfi_offset %r15, -40
	aghi	%r15, -160
	.cfi_def_cfa_offset 320
	lgr	%r13, %r2
.Ltmp0:
	#DEBUG_VALUE: middle:b <- $r13d
	#DEBUG_VALUE: outer:c <- $r13d
	.loc	1 12 17 prologue_end            # inline.c:12:17
	lr	%r0, %r13
	ahi	%r0, 1
.Ltmp1:
	#DEBUG_VALUE: leaf:a <- $r0l
	.loc	1 6 7                           # inline.c:6:7
	cijl	%r13, 3, .LBB0_2
.Ltmp2:
# %bb.1:
	#DEBUG_VALUE: leaf:a <- $r0l
	#DEBUG_VALUE: outer:c <- $r13d
	#DEBUG_VALUE: middle:b <- $r13d
	.loc	1 7 22                          # inline.c:7:22
	lr	%r1, %r0
	mhi	%r1, 3
	.loc	1 7 5 is_stmt 0                 # inline.c:7:5
	risbg	%r2, %r0, 56, 189, 2
	larl	%r3, sink
	.loc	1 7 18                          # inline.c:7:18
	st	%r1, 0(%r2,%r3)
.Ltmp3:
.LBB0_2:
	#DEBUG_VALUE: leaf:a <- $r0l
	#DEBUG_VALUE: outer:c <- $r13d
	#DEBUG_VALUE: middle:b <- $r13d
	.loc	1 8 10 is_stmt 1                # inline.c:8:10
	lgfr	%r2, %r0
	brasl	%r14, finish@PLT
.Ltmp4:
	.loc	1 12 22                         # inline.c:12:22
	ar	%r2, %r13
.Ltmp5:
	#DEBUG_VALUE: outer:r <- $r2l
	.loc	1 17 12                         # inline.c:17:12
	xilf	%r2, 7
.Ltmp6:
	.loc	1 17 3 is_stmt 0                # inline.c:17:3
	lgfr	%r2, %r2
	lmg	%r13, %r15, 264(%r15)
.Ltmp7:
	br	%r14
.Ltmp8:
.Lfunc_end0:
	.size	outer, .Lfunc_end0-outer
	.cfi_endproc
                                        # -- End function
	.section	.text.unlikely.,"ax",@progbits
	.globl	seldom                          # -- Begin function seldom
	.p2align	1
	.type	seldom,@function
seldom:                                 # @seldom
.Lfunc_begin1:
	.cfi_startproc
# %bb.0:
	#DEBUG_VALUE: seldom:d <- $r2d
	#DEBUG_VALUE: leaf:a <- $r2d
	.loc	1 6 7 prologue_end is_stmt 1    # inline.c:6:7
	cijl	%r2, 4, .LBB1_2
.Ltmp9:
# %bb.1:
	#DEBUG_VALUE: leaf:a <- $r2d
	#DEBUG_VALUE: seldom:d <- $r2d
	.loc	1 7 22                          # inline.c:7:22
	lr	%r0, %r2
	mhi	%r0, 3
	.loc	1 7 5 is_stmt 0                 # inline.c:7:5
	risbg	%r1, %r2, 56, 189, 2
	larl	%r3, sink
	.loc	1 7 18                          # inline.c:7:18
	st	%r0, 0(%r1,%r3)
.Ltmp10:
.LBB1_2:
	#DEBUG_VALUE: leaf:a <- $r2d
	#DEBUG_VALUE: seldom:d <- $r2d
	.loc	1 8 10 is_stmt 1                # inline.c:8:10
	lgfr	%r2, %r2
.Ltmp11:
	jg	finish@PLT
.Ltmp12:
.Lfunc_end1:
	.size	seldom, .Lfunc_end1-seldom
	.cfi_endproc
                                        # -- End function
	.type	sink,@object                    # @sink
	.section	.bss,"aw",@nobits
	.globl	sink
	.p2align	2, 0x0
sink:
	.space	256
	.size	sink, 256

	.section	.debug_loc,"",@progbits
.Ldebug_loc0:
	.quad	-1
	.quad	.Lfunc_begin0                   #   base address
	.quad	.Lfunc_begin0-.Lfunc_begin0
	.quad	.Ltmp0-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	82                              # DW_OP_reg2
	.quad	.Ltmp0-.Lfunc_begin0
	.quad	.Ltmp7-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	93                              # DW_OP_reg13
	.quad	0
	.quad	0
.Ldebug_loc1:
	.quad	-1
	.quad	.Lfunc_begin0                   #   base address
	.quad	.Ltmp5-.Lfunc_begin0
	.quad	.Ltmp6-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	82                              # super-register DW_OP_reg2
	.quad	0
	.quad	0
.Ldebug_loc2:
	.quad	-1
	.quad	.Lfunc_begin1                   #   base address
	.quad	.Lfunc_begin1-.Lfunc_begin1
	.quad	.Ltmp11-.Lfunc_begin1
	.short	1                               # Loc expr size
	.byte	82                              # DW_OP_reg2
	.quad	0
	.quad	0
.Ldebug_loc3:
	.quad	-1
	.quad	.Lfunc_begin1                   #   base address
	.quad	.Lfunc_begin1-.Lfunc_begin1
	.quad	.Ltmp11-.Lfunc_begin1
	.short	1                               # Loc expr size
	.byte	82                              # DW_OP_reg2
	.quad	0
	.quad	0
	.section	.debug_abbrev,"",@progbits
	.byte	1                               # Abbreviation Code
	.byte	17                              # DW_TAG_compile_unit
	.byte	1                               # DW_CHILDREN_yes
	.byte	37                              # DW_AT_producer
	.byte	14                              # DW_FORM_strp
	.byte	19                              # DW_AT_language
	.byte	5                               # DW_FORM_data2
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	16                              # DW_AT_stmt_list
	.byte	6                               # DW_FORM_data4
	.byte	27                              # DW_AT_comp_dir
	.byte	14                              # DW_FORM_strp
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	85                              # DW_AT_ranges
	.byte	6                               # DW_FORM_data4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	2                               # Abbreviation Code
	.byte	52                              # DW_TAG_variable
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	63                              # DW_AT_external
	.byte	12                              # DW_FORM_flag
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	2                               # DW_AT_location
	.byte	10                              # DW_FORM_block1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	3                               # Abbreviation Code
	.byte	1                               # DW_TAG_array_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	4                               # Abbreviation Code
	.byte	33                              # DW_TAG_subrange_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	55                              # DW_AT_count
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	5                               # Abbreviation Code
	.byte	36                              # DW_TAG_base_type
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	62                              # DW_AT_encoding
	.byte	11                              # DW_FORM_data1
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	6                               # Abbreviation Code
	.byte	36                              # DW_TAG_base_type
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	62                              # DW_AT_encoding
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	7                               # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	1                               # DW_CHILDREN_yes
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	39                              # DW_AT_prototyped
	.byte	12                              # DW_FORM_flag
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	32                              # DW_AT_inline
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	8                               # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	9                               # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	1                               # DW_CHILDREN_yes
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	1                               # DW_FORM_addr
	.byte	64                              # DW_AT_frame_base
	.byte	10                              # DW_FORM_block1
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	39                              # DW_AT_prototyped
	.byte	12                              # DW_FORM_flag
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	63                              # DW_AT_external
	.byte	12                              # DW_FORM_flag
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	10                              # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	6                               # DW_FORM_data4
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	11                              # Abbreviation Code
	.byte	52                              # DW_TAG_variable
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	6                               # DW_FORM_data4
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	12                              # Abbreviation Code
	.byte	29                              # DW_TAG_inlined_subroutine
	.byte	1                               # DW_CHILDREN_yes
	.byte	49                              # DW_AT_abstract_origin
	.byte	19                              # DW_FORM_ref4
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	1                               # DW_FORM_addr
	.byte	88                              # DW_AT_call_file
	.byte	11                              # DW_FORM_data1
	.byte	89                              # DW_AT_call_line
	.byte	11                              # DW_FORM_data1
	.byte	87                              # DW_AT_call_column
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	13                              # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	10                              # DW_FORM_block1
	.byte	49                              # DW_AT_abstract_origin
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	14                              # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	6                               # DW_FORM_data4
	.byte	49                              # DW_AT_abstract_origin
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	0                               # EOM(3)
	.section	.debug_info,"",@progbits
.Lcu_begin0:
	.long	.Ldebug_info_end0-.Ldebug_info_start0 # Length of Unit
.Ldebug_info_start0:
	.short	2                               # DWARF version number
	.long	.debug_abbrev                   # Offset Into Abbrev. Section
	.byte	8                               # Address Size (in bytes)
	.byte	1                               # Abbrev [1] 0xb:0x151 DW_TAG_compile_unit
	.long	.Linfo_string0                  # DW_AT_producer
	.short	29                              # DW_AT_language
	.long	.Linfo_string1                  # DW_AT_name
	.long	.Lline_table_start0             # DW_AT_stmt_list
	.long	.Linfo_string2                  # DW_AT_comp_dir
	.quad	0                               # DW_AT_low_pc
	.long	.Ldebug_ranges0                 # DW_AT_ranges
	.byte	2                               # Abbrev [2] 0x2a:0x16 DW_TAG_variable
	.long	.Linfo_string3                  # DW_AT_name
	.long	64                              # DW_AT_type
	.byte	1                               # DW_AT_external
	.byte	1                               # DW_AT_decl_file
	.byte	2                               # DW_AT_decl_line
	.byte	9                               # DW_AT_location
	.byte	3
	.quad	sink
	.byte	3                               # Abbrev [3] 0x40:0xc DW_TAG_array_type
	.long	76                              # DW_AT_type
	.byte	4                               # Abbrev [4] 0x45:0x6 DW_TAG_subrange_type
	.long	83                              # DW_AT_type
	.byte	64                              # DW_AT_count
	.byte	0                               # End Of Children Mark
	.byte	5                               # Abbrev [5] 0x4c:0x7 DW_TAG_base_type
	.long	.Linfo_string4                  # DW_AT_name
	.byte	5                               # DW_AT_encoding
	.byte	4                               # DW_AT_byte_size
	.byte	6                               # Abbrev [6] 0x53:0x7 DW_TAG_base_type
	.long	.Linfo_string5                  # DW_AT_name
	.byte	8                               # DW_AT_byte_size
	.byte	7                               # DW_AT_encoding
	.byte	7                               # Abbrev [7] 0x5a:0x19 DW_TAG_subprogram
	.long	.Linfo_string6                  # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	11                              # DW_AT_decl_line
	.byte	1                               # DW_AT_prototyped
	.long	76                              # DW_AT_type
	.byte	1                               # DW_AT_inline
	.byte	8                               # Abbrev [8] 0x67:0xb DW_TAG_formal_parameter
	.long	.Linfo_string7                  # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	11                              # DW_AT_decl_line
	.long	76                              # DW_AT_type
	.byte	0                               # End Of Children Mark
	.byte	7                               # Abbrev [7] 0x73:0x19 DW_TAG_subprogram
	.long	.Linfo_string8                  # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	5                               # DW_AT_decl_line
	.byte	1                               # DW_AT_prototyped
	.long	76                              # DW_AT_type
	.byte	1                               # DW_AT_inline
	.byte	8                               # Abbrev [8] 0x80:0xb DW_TAG_formal_parameter
	.long	.Linfo_string9                  # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	5                               # DW_AT_decl_line
	.long	76                              # DW_AT_type
	.byte	0                               # End Of Children Mark
	.byte	9                               # Abbrev [9] 0x8c:0x7e DW_TAG_subprogram
	.quad	.Lfunc_begin0                   # DW_AT_low_pc
	.quad	.Lfunc_end0                     # DW_AT_high_pc
	.byte	1                               # DW_AT_frame_base
	.byte	95
	.long	.Linfo_string10                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	15                              # DW_AT_decl_line
	.byte	1                               # DW_AT_prototyped
	.long	76                              # DW_AT_type
	.byte	1                               # DW_AT_external
	.byte	10                              # Abbrev [10] 0xab:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc0                    # DW_AT_location
	.long	.Linfo_string12                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	15                              # DW_AT_decl_line
	.long	76                              # DW_AT_type
	.byte	11                              # Abbrev [11] 0xba:0xf DW_TAG_variable
	.long	.Ldebug_loc1                    # DW_AT_location
	.long	.Linfo_string13                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	16                              # DW_AT_decl_line
	.long	76                              # DW_AT_type
	.byte	12                              # Abbrev [12] 0xc9:0x40 DW_TAG_inlined_subroutine
	.long	90                              # DW_AT_abstract_origin
	.quad	.Ltmp0                          # DW_AT_low_pc
	.quad	.Ltmp5                          # DW_AT_high_pc
	.byte	1                               # DW_AT_call_file
	.byte	16                              # DW_AT_call_line
	.byte	11                              # DW_AT_call_column
	.byte	13                              # Abbrev [13] 0xe1:0x7 DW_TAG_formal_parameter
	.byte	1                               # DW_AT_location
	.byte	93
	.long	103                             # DW_AT_abstract_origin
	.byte	12                              # Abbrev [12] 0xe8:0x20 DW_TAG_inlined_subroutine
	.long	115                             # DW_AT_abstract_origin
	.quad	.Ltmp1                          # DW_AT_low_pc
	.quad	.Ltmp4                          # DW_AT_high_pc
	.byte	1                               # DW_AT_call_file
	.byte	12                              # DW_AT_call_line
	.byte	10                              # DW_AT_call_column
	.byte	13                              # Abbrev [13] 0x100:0x7 DW_TAG_formal_parameter
	.byte	1                               # DW_AT_location
	.byte	80
	.long	128                             # DW_AT_abstract_origin
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
	.byte	9                               # Abbrev [9] 0x10a:0x51 DW_TAG_subprogram
	.quad	.Lfunc_begin1                   # DW_AT_low_pc
	.quad	.Lfunc_end1                     # DW_AT_high_pc
	.byte	1                               # DW_AT_frame_base
	.byte	95
	.long	.Linfo_string11                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	20                              # DW_AT_decl_line
	.byte	1                               # DW_AT_prototyped
	.long	76                              # DW_AT_type
	.byte	1                               # DW_AT_external
	.byte	10                              # Abbrev [10] 0x129:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc2                    # DW_AT_location
	.long	.Linfo_string14                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	20                              # DW_AT_decl_line
	.long	76                              # DW_AT_type
	.byte	12                              # Abbrev [12] 0x138:0x22 DW_TAG_inlined_subroutine
	.long	115                             # DW_AT_abstract_origin
	.quad	.Lfunc_begin1                   # DW_AT_low_pc
	.quad	.Ltmp12                         # DW_AT_high_pc
	.byte	1                               # DW_AT_call_file
	.byte	21                              # DW_AT_call_line
	.byte	10                              # DW_AT_call_column
	.byte	14                              # Abbrev [14] 0x150:0x9 DW_TAG_formal_parameter
	.long	.Ldebug_loc3                    # DW_AT_location
	.long	128                             # DW_AT_abstract_origin
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
.Ldebug_info_end0:
	.section	.debug_ranges,"",@progbits
.Ldebug_ranges0:
	.quad	.Lfunc_begin0
	.quad	.Lfunc_end0
	.quad	.Lfunc_begin1
	.quad	.Lfunc_end1
	.quad	0
	.quad	0
	.section	.debug_str,"MS",@progbits,1
.Linfo_string0:
	.asciz	"clang version 19.1.7                   " # string offset=0
.Linfo_string1:
	.asciz	"inline.c"                      # string offset=40
.Linfo_string2:
	.asciz	"."                             # string offset=49
.Linfo_string3:
	.asciz	"sink"                          # string offset=51
.Linfo_string4:
	.asciz	"int"                           # string offset=56
.Linfo_string5:
	.asciz	"__ARRAY_SIZE_TYPE__"           # string offset=60
.Linfo_string6:
	.asciz	"middle"                        # string offset=80
.Linfo_string7:
	.asciz	"b"                             # string offset=87
.Linfo_string8:
	.asciz	"leaf"                          # string offset=89
.Linfo_string9:
	.asciz	"a"                             # string offset=94
.Linfo_string10:
	.asciz	"outer"                         # string offset=96
.Linfo_string11:
	.asciz	"seldom"                        # string offset=102
.Linfo_string12:
	.asciz	"c"                             # string offset=109
.Linfo_string13:
	.asciz	"r"                             # string offset=111
.Linfo_string14:
	.asciz	"d"                             # string offset=113
	.ident	"clang version 19.1.7                   "
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.section	.debug_line,"",@progbits
.Lline_table_start0:
