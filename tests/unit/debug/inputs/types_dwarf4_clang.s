	.text
	.file	"types.c"
	.file	1 "." "types.c"
	.globl	visit                           # -- Begin function visit
	.p2align	4, 0x90
	.type	visit,@function
visit:                                  # @visit
.Lfunc_begin0:
	.loc	1 39 0                          # types.c:39:0
	.cfi_sections .debug_frame
	.cfi_startproc
# %bb.0:
	#DEBUG_VALUE: visit:n <- $rdi
	#DEBUG_VALUE: visit:count <- $rsi
	#DEBUG_VALUE: visit:scale <- $xmm0
	pushq	%r14
	.cfi_def_cfa_offset 16
	pushq	%rbx
	.cfi_def_cfa_offset 24
	pushq	%rax
	.cfi_def_cfa_offset 32
	.cfi_offset %rbx, -24
	.cfi_offset %r14, -16
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
.Ltmp0:
	#DEBUG_VALUE: visit:scale <- [DW_OP_plus_uconst 4, DW_OP_deref_size 16, DW_OP_stack_value] $rsp
	movq	%rdi, %r14
	xorl	%ebx, %ebx
.Ltmp1:
	.loc	1 40 10 prologue_end            # types.c:40:10
	xorl	%eax, %eax
	callq	*80(%rdi)
.Ltmp2:
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $rsi
	#DEBUG_VALUE: visit:n <- $r14
	.loc	1 40 37 is_stmt 0               # types.c:40:37
	cmpl	$42, %eax
	.loc	1 40 10                         # types.c:40:10
	je	.LBB0_2
.Ltmp3:
# %bb.1:
	#DEBUG_VALUE: visit:n <- $r14
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $rsi
	#DEBUG_VALUE: visit:scale <- [DW_OP_plus_uconst 4, DW_OP_deref_size 16, DW_OP_stack_value] $rsp
	.loc	1 41 48 is_stmt 1               # types.c:41:48
	movq	72(%r14), %rsi
	movq	%r14, %rdi
	callq	sum
.Ltmp4:
	.loc	1 41 68 is_stmt 0               # types.c:41:68
	cvttss2si	4(%rsp), %ebx           # 4-byte Folded Reload
	.loc	1 41 66                         # types.c:41:66
	addl	%eax, %ebx
.Ltmp5:
.LBB0_2:
	#DEBUG_VALUE: visit:n <- $r14
	#DEBUG_VALUE: visit:count <- [DW_OP_LLVM_entry_value 1] $rsi
	#DEBUG_VALUE: visit:scale <- [DW_OP_plus_uconst 4, DW_OP_deref_size 16, DW_OP_stack_value] $rsp
	.loc	1 40 3 is_stmt 1                # types.c:40:3
	movl	%ebx, %eax
	.loc	1 40 3 epilogue_begin is_stmt 0 # types.c:40:3
	addq	$8, %rsp
	.cfi_def_cfa_offset 24
	popq	%rbx
	.cfi_def_cfa_offset 16
	popq	%r14
.Ltmp6:
	#DEBUG_VALUE: visit:n <- [DW_OP_LLVM_entry_value 1] $rdi
	.cfi_def_cfa_offset 8
	retq
.Ltmp7:
.Lfunc_end0:
	.size	visit, .Lfunc_end0-visit
	.cfi_endproc
                                        # -- End function
	.p2align	4, 0x90                         # -- Begin function sum
	.type	sum,@function
sum:                                    # @sum
.Lfunc_begin1:
	.cfi_startproc
# %bb.0:
	#DEBUG_VALUE: sum:pair <- [DW_OP_constu 32, DW_OP_shr, DW_OP_LLVM_convert 64 7, DW_OP_LLVM_convert 8 7, DW_OP_stack_value, DW_OP_LLVM_fragment 32 8] $rsi
	#DEBUG_VALUE: sum:n <- $rdi
	#DEBUG_VALUE: sum:pair <- [DW_OP_LLVM_fragment 0 32] $esi
	#DEBUG_VALUE: sum:pair <- [DW_OP_constu 40, DW_OP_shr, DW_OP_LLVM_convert 64 7, DW_OP_LLVM_convert 24 7, DW_OP_stack_value, DW_OP_LLVM_fragment 40 24] $rsi
	.loc	1 36 44 prologue_end is_stmt 1  # types.c:36:44
	movq	%rsi, %rax
	shrq	$35, %rax
	andl	$31, %eax
	.loc	1 36 24 is_stmt 0               # types.c:36:24
	addl	%esi, %eax
	.loc	1 36 37                         # types.c:36:37
	addl	48(%rdi), %eax
	.loc	1 36 3                          # types.c:36:3
	retq
.Ltmp8:
.Lfunc_end1:
	.size	sum, .Lfunc_end1-sum
	.cfi_endproc
                                        # -- End function
	.globl	nothing                         # -- Begin function nothing
	.p2align	4, 0x90
	.type	nothing,@function
nothing:                                # @nothing
.Lfunc_begin2:
	.cfi_startproc
# %bb.0:
	.loc	1 44 21 prologue_end is_stmt 1  # types.c:44:21
	retq
.Ltmp9:
.Lfunc_end2:
	.size	nothing, .Lfunc_end2-nothing
	.cfi_endproc
                                        # -- End function
	.section	.debug_loc,"",@progbits
.Ldebug_loc0:
	.quad	.Lfunc_begin0-.Lfunc_begin0
	.quad	.Ltmp2-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	85                              # DW_OP_reg5
	.quad	.Ltmp2-.Lfunc_begin0
	.quad	.Ltmp6-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	94                              # DW_OP_reg14
	.quad	.Ltmp6-.Lfunc_begin0
	.quad	.Lfunc_end0-.Lfunc_begin0
	.short	4                               # Loc expr size
	.byte	243                             # DW_OP_GNU_entry_value
	.byte	1                               # 1
	.byte	85                              # DW_OP_reg5
	.byte	159                             # DW_OP_stack_value
	.quad	0
	.quad	0
.Ldebug_loc1:
	.quad	.Lfunc_begin0-.Lfunc_begin0
	.quad	.Ltmp2-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	84                              # DW_OP_reg4
	.quad	.Ltmp2-.Lfunc_begin0
	.quad	.Lfunc_end0-.Lfunc_begin0
	.short	4                               # Loc expr size
	.byte	243                             # DW_OP_GNU_entry_value
	.byte	1                               # 1
	.byte	84                              # DW_OP_reg4
	.byte	159                             # DW_OP_stack_value
	.quad	0
	.quad	0
.Ldebug_loc2:
	.quad	.Lfunc_begin0-.Lfunc_begin0
	.quad	.Ltmp0-.Lfunc_begin0
	.short	1                               # Loc expr size
	.byte	97                              # DW_OP_reg17
	.quad	.Ltmp0-.Lfunc_begin0
	.quad	.Lfunc_end0-.Lfunc_begin0
	.short	5                               # Loc expr size
	.byte	119                             # DW_OP_breg7
	.byte	4                               # 4
	.byte	148                             # DW_OP_deref_size
	.byte	16                              # 
	.byte	159                             # DW_OP_stack_value
	.quad	0
	.quad	0
.Ldebug_loc3:
	.quad	.Lfunc_begin1-.Lfunc_begin0
	.quad	.Lfunc_end1-.Lfunc_begin0
	.short	19                              # Loc expr size
	.byte	84                              # super-register DW_OP_reg4
	.byte	147                             # DW_OP_piece
	.byte	4                               # 4
	.byte	116                             # DW_OP_breg4
	.byte	0                               # 0
	.byte	16                              # DW_OP_constu
	.byte	32                              # 32
	.byte	37                              # DW_OP_shr
	.byte	159                             # DW_OP_stack_value
	.byte	147                             # DW_OP_piece
	.byte	1                               # 1
	.byte	116                             # DW_OP_breg4
	.byte	0                               # 0
	.byte	16                              # DW_OP_constu
	.byte	40                              # 40
	.byte	37                              # DW_OP_shr
	.byte	159                             # DW_OP_stack_value
	.byte	147                             # DW_OP_piece
	.byte	3                               # 3
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
	.byte	23                              # DW_FORM_sec_offset
	.byte	27                              # DW_AT_comp_dir
	.byte	14                              # DW_FORM_strp
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	2                               # Abbreviation Code
	.byte	4                               # DW_TAG_enumeration_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	3                               # Abbreviation Code
	.byte	40                              # DW_TAG_enumerator
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	28                              # DW_AT_const_value
	.byte	13                              # DW_FORM_sdata
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	4                               # Abbreviation Code
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
	.byte	5                               # Abbreviation Code
	.byte	4                               # DW_TAG_enumeration_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	6                               # Abbreviation Code
	.byte	40                              # DW_TAG_enumerator
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	28                              # DW_AT_const_value
	.byte	15                              # DW_FORM_udata
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	7                               # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	1                               # DW_CHILDREN_yes
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	64                              # DW_AT_frame_base
	.byte	24                              # DW_FORM_exprloc
	.ascii	"\227B"                         # DW_AT_GNU_all_call_sites
	.byte	25                              # DW_FORM_flag_present
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	39                              # DW_AT_prototyped
	.byte	25                              # DW_FORM_flag_present
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	63                              # DW_AT_external
	.byte	25                              # DW_FORM_flag_present
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	8                               # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	23                              # DW_FORM_sec_offset
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
	.ascii	"\211\202\001"                  # DW_TAG_GNU_call_site
	.byte	1                               # DW_CHILDREN_yes
	.ascii	"\223B"                         # DW_AT_GNU_call_site_target
	.byte	24                              # DW_FORM_exprloc
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	10                              # Abbreviation Code
	.ascii	"\212\202\001"                  # DW_TAG_GNU_call_site_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	24                              # DW_FORM_exprloc
	.ascii	"\221B"                         # DW_AT_GNU_call_site_value
	.byte	24                              # DW_FORM_exprloc
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	11                              # Abbreviation Code
	.ascii	"\211\202\001"                  # DW_TAG_GNU_call_site
	.byte	1                               # DW_CHILDREN_yes
	.byte	49                              # DW_AT_abstract_origin
	.byte	19                              # DW_FORM_ref4
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	12                              # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	1                               # DW_CHILDREN_yes
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	64                              # DW_AT_frame_base
	.byte	24                              # DW_FORM_exprloc
	.ascii	"\227B"                         # DW_AT_GNU_all_call_sites
	.byte	25                              # DW_FORM_flag_present
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	39                              # DW_AT_prototyped
	.byte	25                              # DW_FORM_flag_present
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	13                              # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	2                               # DW_AT_location
	.byte	24                              # DW_FORM_exprloc
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
	.byte	14                              # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	0                               # DW_CHILDREN_no
	.byte	17                              # DW_AT_low_pc
	.byte	1                               # DW_FORM_addr
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	64                              # DW_AT_frame_base
	.byte	24                              # DW_FORM_exprloc
	.ascii	"\227B"                         # DW_AT_GNU_all_call_sites
	.byte	25                              # DW_FORM_flag_present
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	39                              # DW_AT_prototyped
	.byte	25                              # DW_FORM_flag_present
	.byte	63                              # DW_AT_external
	.byte	25                              # DW_FORM_flag_present
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	15                              # Abbreviation Code
	.byte	15                              # DW_TAG_pointer_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	16                              # Abbreviation Code
	.byte	19                              # DW_TAG_structure_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	17                              # Abbreviation Code
	.byte	13                              # DW_TAG_member
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	56                              # DW_AT_data_member_location
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	18                              # Abbreviation Code
	.byte	13                              # DW_TAG_member
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	56                              # DW_AT_data_member_location
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	19                              # Abbreviation Code
	.byte	23                              # DW_TAG_union_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	20                              # Abbreviation Code
	.byte	19                              # DW_TAG_structure_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	11                              # DW_AT_byte_size
	.byte	11                              # DW_FORM_data1
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	21                              # Abbreviation Code
	.byte	38                              # DW_TAG_const_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	22                              # Abbreviation Code
	.byte	53                              # DW_TAG_volatile_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	23                              # Abbreviation Code
	.byte	1                               # DW_TAG_array_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	24                              # Abbreviation Code
	.byte	33                              # DW_TAG_subrange_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	55                              # DW_AT_count
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	25                              # Abbreviation Code
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
	.byte	26                              # Abbreviation Code
	.byte	22                              # DW_TAG_typedef
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	27                              # Abbreviation Code
	.byte	13                              # DW_TAG_member
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	58                              # DW_AT_decl_file
	.byte	11                              # DW_FORM_data1
	.byte	59                              # DW_AT_decl_line
	.byte	11                              # DW_FORM_data1
	.byte	13                              # DW_AT_bit_size
	.byte	11                              # DW_FORM_data1
	.byte	107                             # DW_AT_data_bit_offset
	.byte	11                              # DW_FORM_data1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	28                              # Abbreviation Code
	.byte	21                              # DW_TAG_subroutine_type
	.byte	1                               # DW_CHILDREN_yes
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	39                              # DW_AT_prototyped
	.byte	25                              # DW_FORM_flag_present
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	29                              # Abbreviation Code
	.byte	5                               # DW_TAG_formal_parameter
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	30                              # Abbreviation Code
	.byte	24                              # DW_TAG_unspecified_parameters
	.byte	0                               # DW_CHILDREN_no
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	31                              # Abbreviation Code
	.byte	21                              # DW_TAG_subroutine_type
	.byte	0                               # DW_CHILDREN_no
	.byte	73                              # DW_AT_type
	.byte	19                              # DW_FORM_ref4
	.byte	39                              # DW_AT_prototyped
	.byte	25                              # DW_FORM_flag_present
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	32                              # Abbreviation Code
	.byte	19                              # DW_TAG_structure_type
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	14                              # DW_FORM_strp
	.byte	60                              # DW_AT_declaration
	.byte	25                              # DW_FORM_flag_present
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	0                               # EOM(3)
	.section	.debug_info,"",@progbits
.Lcu_begin0:
	.long	.Ldebug_info_end0-.Ldebug_info_start0 # Length of Unit
.Ldebug_info_start0:
	.short	4                               # DWARF version number
	.long	.debug_abbrev                   # Offset Into Abbrev. Section
	.byte	8                               # Address Size (in bytes)
	.byte	1                               # Abbrev [1] 0xb:0x2b1 DW_TAG_compile_unit
	.long	.Linfo_string0                  # DW_AT_producer
	.short	29                              # DW_AT_language
	.long	.Linfo_string1                  # DW_AT_name
	.long	.Lline_table_start0             # DW_AT_stmt_list
	.long	.Linfo_string2                  # DW_AT_comp_dir
	.quad	.Lfunc_begin0                   # DW_AT_low_pc
	.long	.Lfunc_end2-.Lfunc_begin0       # DW_AT_high_pc
	.byte	2                               # Abbrev [2] 0x2a:0x1f DW_TAG_enumeration_type
	.long	73                              # DW_AT_type
	.long	.Linfo_string7                  # DW_AT_name
	.byte	4                               # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	11                              # DW_AT_decl_line
	.byte	3                               # Abbrev [3] 0x36:0x6 DW_TAG_enumerator
	.long	.Linfo_string4                  # DW_AT_name
	.byte	0                               # DW_AT_const_value
	.byte	3                               # Abbrev [3] 0x3c:0x6 DW_TAG_enumerator
	.long	.Linfo_string5                  # DW_AT_name
	.byte	5                               # DW_AT_const_value
	.byte	3                               # Abbrev [3] 0x42:0x6 DW_TAG_enumerator
	.long	.Linfo_string6                  # DW_AT_name
	.byte	127                             # DW_AT_const_value
	.byte	0                               # End Of Children Mark
	.byte	4                               # Abbrev [4] 0x49:0x7 DW_TAG_base_type
	.long	.Linfo_string3                  # DW_AT_name
	.byte	5                               # DW_AT_encoding
	.byte	4                               # DW_AT_byte_size
	.byte	5                               # Abbrev [5] 0x50:0xf DW_TAG_enumeration_type
	.long	95                              # DW_AT_type
	.byte	4                               # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	12                              # DW_AT_decl_line
	.byte	6                               # Abbrev [6] 0x58:0x6 DW_TAG_enumerator
	.long	.Linfo_string9                  # DW_AT_name
	.byte	42                              # DW_AT_const_value
	.byte	0                               # End Of Children Mark
	.byte	4                               # Abbrev [4] 0x5f:0x7 DW_TAG_base_type
	.long	.Linfo_string8                  # DW_AT_name
	.byte	7                               # DW_AT_encoding
	.byte	4                               # DW_AT_byte_size
	.byte	4                               # Abbrev [4] 0x66:0x7 DW_TAG_base_type
	.long	.Linfo_string10                 # DW_AT_name
	.byte	5                               # DW_AT_encoding
	.byte	8                               # DW_AT_byte_size
	.byte	7                               # Abbrev [7] 0x6d:0x75 DW_TAG_subprogram
	.quad	.Lfunc_begin0                   # DW_AT_low_pc
	.long	.Lfunc_end0-.Lfunc_begin0       # DW_AT_high_pc
	.byte	1                               # DW_AT_frame_base
	.byte	87
                                        # DW_AT_GNU_all_call_sites
	.long	.Linfo_string11                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	39                              # DW_AT_decl_line
                                        # DW_AT_prototyped
	.long	73                              # DW_AT_type
                                        # DW_AT_external
	.byte	8                               # Abbrev [8] 0x86:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc0                    # DW_AT_location
	.long	.Linfo_string14                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	39                              # DW_AT_decl_line
	.long	301                             # DW_AT_type
	.byte	8                               # Abbrev [8] 0x95:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc1                    # DW_AT_location
	.long	.Linfo_string37                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	39                              # DW_AT_decl_line
	.long	685                             # DW_AT_type
	.byte	8                               # Abbrev [8] 0xa4:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc2                    # DW_AT_location
	.long	.Linfo_string39                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	39                              # DW_AT_decl_line
	.long	692                             # DW_AT_type
	.byte	9                               # Abbrev [9] 0xb3:0x1a DW_TAG_GNU_call_site
	.byte	1                               # DW_AT_GNU_call_site_target
	.byte	85
	.quad	.Ltmp2                          # DW_AT_low_pc
	.byte	10                              # Abbrev [10] 0xbe:0x7 DW_TAG_GNU_call_site_parameter
	.byte	1                               # DW_AT_location
	.byte	85
	.byte	3                               # DW_AT_GNU_call_site_value
	.byte	243
	.byte	1
	.byte	85
	.byte	10                              # Abbrev [10] 0xc5:0x7 DW_TAG_GNU_call_site_parameter
	.byte	1                               # DW_AT_location
	.byte	84
	.byte	3                               # DW_AT_GNU_call_site_value
	.byte	243
	.byte	1
	.byte	84
	.byte	0                               # End Of Children Mark
	.byte	11                              # Abbrev [11] 0xcd:0x14 DW_TAG_GNU_call_site
	.long	226                             # DW_AT_abstract_origin
	.quad	.Ltmp4                          # DW_AT_low_pc
	.byte	10                              # Abbrev [10] 0xda:0x6 DW_TAG_GNU_call_site_parameter
	.byte	1                               # DW_AT_location
	.byte	85
	.byte	2                               # DW_AT_GNU_call_site_value
	.byte	126
	.byte	0
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
	.byte	12                              # Abbrev [12] 0xe2:0x36 DW_TAG_subprogram
	.quad	.Lfunc_begin1                   # DW_AT_low_pc
	.long	.Lfunc_end1-.Lfunc_begin1       # DW_AT_high_pc
	.byte	1                               # DW_AT_frame_base
	.byte	87
                                        # DW_AT_GNU_all_call_sites
	.long	.Linfo_string12                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	35                              # DW_AT_decl_line
                                        # DW_AT_prototyped
	.long	73                              # DW_AT_type
	.byte	13                              # Abbrev [13] 0xfb:0xd DW_TAG_formal_parameter
	.byte	1                               # DW_AT_location
	.byte	85
	.long	.Linfo_string14                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	35                              # DW_AT_decl_line
	.long	301                             # DW_AT_type
	.byte	8                               # Abbrev [8] 0x108:0xf DW_TAG_formal_parameter
	.long	.Ldebug_loc3                    # DW_AT_location
	.long	.Linfo_string41                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	35                              # DW_AT_decl_line
	.long	574                             # DW_AT_type
	.byte	0                               # End Of Children Mark
	.byte	14                              # Abbrev [14] 0x118:0x15 DW_TAG_subprogram
	.quad	.Lfunc_begin2                   # DW_AT_low_pc
	.long	.Lfunc_end2-.Lfunc_begin2       # DW_AT_high_pc
	.byte	1                               # DW_AT_frame_base
	.byte	87
                                        # DW_AT_GNU_all_call_sites
	.long	.Linfo_string13                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	44                              # DW_AT_decl_line
                                        # DW_AT_prototyped
                                        # DW_AT_external
	.byte	15                              # Abbrev [15] 0x12d:0x5 DW_TAG_pointer_type
	.long	306                             # DW_AT_type
	.byte	16                              # Abbrev [16] 0x132:0xc3 DW_TAG_structure_type
	.long	.Linfo_string36                 # DW_AT_name
	.byte	104                             # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	16                              # DW_AT_decl_line
	.byte	17                              # Abbrev [17] 0x13a:0xc DW_TAG_member
	.long	.Linfo_string15                 # DW_AT_name
	.long	301                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	17                              # DW_AT_decl_line
	.byte	0                               # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x146:0xc DW_TAG_member
	.long	.Linfo_string16                 # DW_AT_name
	.long	501                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	18                              # DW_AT_decl_line
	.byte	8                               # DW_AT_data_member_location
	.byte	18                              # Abbrev [18] 0x152:0x8 DW_TAG_member
	.long	346                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	19                              # DW_AT_decl_line
	.byte	16                              # DW_AT_data_member_location
	.byte	19                              # Abbrev [19] 0x15a:0x1d DW_TAG_union_type
	.byte	8                               # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	19                              # DW_AT_decl_line
	.byte	17                              # Abbrev [17] 0x15e:0xc DW_TAG_member
	.long	.Linfo_string18                 # DW_AT_name
	.long	73                              # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	20                              # DW_AT_decl_line
	.byte	0                               # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x16a:0xc DW_TAG_member
	.long	.Linfo_string19                 # DW_AT_name
	.long	523                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	21                              # DW_AT_decl_line
	.byte	0                               # DW_AT_data_member_location
	.byte	0                               # End Of Children Mark
	.byte	17                              # Abbrev [17] 0x177:0xc DW_TAG_member
	.long	.Linfo_string21                 # DW_AT_name
	.long	387                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	25                              # DW_AT_decl_line
	.byte	24                              # DW_AT_data_member_location
	.byte	20                              # Abbrev [20] 0x183:0x1d DW_TAG_structure_type
	.byte	4                               # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	23                              # DW_AT_decl_line
	.byte	17                              # Abbrev [17] 0x187:0xc DW_TAG_member
	.long	.Linfo_string22                 # DW_AT_name
	.long	530                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	24                              # DW_AT_decl_line
	.byte	0                               # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x193:0xc DW_TAG_member
	.long	.Linfo_string24                 # DW_AT_name
	.long	530                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	24                              # DW_AT_decl_line
	.byte	2                               # DW_AT_data_member_location
	.byte	0                               # End Of Children Mark
	.byte	17                              # Abbrev [17] 0x1a0:0xc DW_TAG_member
	.long	.Linfo_string25                 # DW_AT_name
	.long	537                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	26                              # DW_AT_decl_line
	.byte	28                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1ac:0xc DW_TAG_member
	.long	.Linfo_string7                  # DW_AT_name
	.long	42                              # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	27                              # DW_AT_decl_line
	.byte	52                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1b8:0xc DW_TAG_member
	.long	.Linfo_string27                 # DW_AT_name
	.long	562                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	28                              # DW_AT_decl_line
	.byte	56                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1c4:0xc DW_TAG_member
	.long	.Linfo_string32                 # DW_AT_name
	.long	574                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	29                              # DW_AT_decl_line
	.byte	72                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1d0:0xc DW_TAG_member
	.long	.Linfo_string33                 # DW_AT_name
	.long	628                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	30                              # DW_AT_decl_line
	.byte	80                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1dc:0xc DW_TAG_member
	.long	.Linfo_string34                 # DW_AT_name
	.long	660                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	31                              # DW_AT_decl_line
	.byte	88                              # DW_AT_data_member_location
	.byte	17                              # Abbrev [17] 0x1e8:0xc DW_TAG_member
	.long	.Linfo_string35                 # DW_AT_name
	.long	675                             # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	32                              # DW_AT_decl_line
	.byte	96                              # DW_AT_data_member_location
	.byte	0                               # End Of Children Mark
	.byte	15                              # Abbrev [15] 0x1f5:0x5 DW_TAG_pointer_type
	.long	506                             # DW_AT_type
	.byte	21                              # Abbrev [21] 0x1fa:0x5 DW_TAG_const_type
	.long	511                             # DW_AT_type
	.byte	22                              # Abbrev [22] 0x1ff:0x5 DW_TAG_volatile_type
	.long	516                             # DW_AT_type
	.byte	4                               # Abbrev [4] 0x204:0x7 DW_TAG_base_type
	.long	.Linfo_string17                 # DW_AT_name
	.byte	6                               # DW_AT_encoding
	.byte	1                               # DW_AT_byte_size
	.byte	4                               # Abbrev [4] 0x20b:0x7 DW_TAG_base_type
	.long	.Linfo_string20                 # DW_AT_name
	.byte	4                               # DW_AT_encoding
	.byte	8                               # DW_AT_byte_size
	.byte	4                               # Abbrev [4] 0x212:0x7 DW_TAG_base_type
	.long	.Linfo_string23                 # DW_AT_name
	.byte	5                               # DW_AT_encoding
	.byte	2                               # DW_AT_byte_size
	.byte	23                              # Abbrev [23] 0x219:0x12 DW_TAG_array_type
	.long	73                              # DW_AT_type
	.byte	24                              # Abbrev [24] 0x21e:0x6 DW_TAG_subrange_type
	.long	555                             # DW_AT_type
	.byte	2                               # DW_AT_count
	.byte	24                              # Abbrev [24] 0x224:0x6 DW_TAG_subrange_type
	.long	555                             # DW_AT_type
	.byte	3                               # DW_AT_count
	.byte	0                               # End Of Children Mark
	.byte	25                              # Abbrev [25] 0x22b:0x7 DW_TAG_base_type
	.long	.Linfo_string26                 # DW_AT_name
	.byte	8                               # DW_AT_byte_size
	.byte	7                               # DW_AT_encoding
	.byte	23                              # Abbrev [23] 0x232:0xc DW_TAG_array_type
	.long	574                             # DW_AT_type
	.byte	24                              # Abbrev [24] 0x237:0x6 DW_TAG_subrange_type
	.long	555                             # DW_AT_type
	.byte	2                               # DW_AT_count
	.byte	0                               # End Of Children Mark
	.byte	26                              # Abbrev [26] 0x23e:0xb DW_TAG_typedef
	.long	585                             # DW_AT_type
	.long	.Linfo_string31                 # DW_AT_name
	.byte	1                               # DW_AT_decl_file
	.byte	9                               # DW_AT_decl_line
	.byte	20                              # Abbrev [20] 0x249:0x2b DW_TAG_structure_type
	.byte	8                               # DW_AT_byte_size
	.byte	1                               # DW_AT_decl_file
	.byte	5                               # DW_AT_decl_line
	.byte	17                              # Abbrev [17] 0x24d:0xc DW_TAG_member
	.long	.Linfo_string28                 # DW_AT_name
	.long	73                              # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	6                               # DW_AT_decl_line
	.byte	0                               # DW_AT_data_member_location
	.byte	27                              # Abbrev [27] 0x259:0xd DW_TAG_member
	.long	.Linfo_string29                 # DW_AT_name
	.long	95                              # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	7                               # DW_AT_decl_line
	.byte	3                               # DW_AT_bit_size
	.byte	32                              # DW_AT_data_bit_offset
	.byte	27                              # Abbrev [27] 0x266:0xd DW_TAG_member
	.long	.Linfo_string30                 # DW_AT_name
	.long	95                              # DW_AT_type
	.byte	1                               # DW_AT_decl_file
	.byte	8                               # DW_AT_decl_line
	.byte	5                               # DW_AT_bit_size
	.byte	35                              # DW_AT_data_bit_offset
	.byte	0                               # End Of Children Mark
	.byte	15                              # Abbrev [15] 0x274:0x5 DW_TAG_pointer_type
	.long	633                             # DW_AT_type
	.byte	28                              # Abbrev [28] 0x279:0x11 DW_TAG_subroutine_type
	.long	73                              # DW_AT_type
                                        # DW_AT_prototyped
	.byte	29                              # Abbrev [29] 0x27e:0x5 DW_TAG_formal_parameter
	.long	650                             # DW_AT_type
	.byte	29                              # Abbrev [29] 0x283:0x5 DW_TAG_formal_parameter
	.long	102                             # DW_AT_type
	.byte	30                              # Abbrev [30] 0x288:0x1 DW_TAG_unspecified_parameters
	.byte	0                               # End Of Children Mark
	.byte	15                              # Abbrev [15] 0x28a:0x5 DW_TAG_pointer_type
	.long	655                             # DW_AT_type
	.byte	21                              # Abbrev [21] 0x28f:0x5 DW_TAG_const_type
	.long	306                             # DW_AT_type
	.byte	15                              # Abbrev [15] 0x294:0x5 DW_TAG_pointer_type
	.long	665                             # DW_AT_type
	.byte	15                              # Abbrev [15] 0x299:0x5 DW_TAG_pointer_type
	.long	670                             # DW_AT_type
	.byte	31                              # Abbrev [31] 0x29e:0x5 DW_TAG_subroutine_type
	.long	73                              # DW_AT_type
                                        # DW_AT_prototyped
	.byte	15                              # Abbrev [15] 0x2a3:0x5 DW_TAG_pointer_type
	.long	680                             # DW_AT_type
	.byte	32                              # Abbrev [32] 0x2a8:0x5 DW_TAG_structure_type
	.long	.Linfo_string35                 # DW_AT_name
                                        # DW_AT_declaration
	.byte	4                               # Abbrev [4] 0x2ad:0x7 DW_TAG_base_type
	.long	.Linfo_string38                 # DW_AT_name
	.byte	7                               # DW_AT_encoding
	.byte	8                               # DW_AT_byte_size
	.byte	4                               # Abbrev [4] 0x2b4:0x7 DW_TAG_base_type
	.long	.Linfo_string40                 # DW_AT_name
	.byte	4                               # DW_AT_encoding
	.byte	4                               # DW_AT_byte_size
	.byte	0                               # End Of Children Mark
.Ldebug_info_end0:
	.section	.debug_str,"MS",@progbits,1
.Linfo_string0:
	.byte	0                               # string offset=0
.Linfo_string1:
	.asciz	"types.c"                       # string offset=1
.Linfo_string2:
	.asciz	"."                             # string offset=9
.Linfo_string3:
	.asciz	"int"                           # string offset=11
.Linfo_string4:
	.asciz	"red"                           # string offset=15
.Linfo_string5:
	.asciz	"green"                         # string offset=19
.Linfo_string6:
	.asciz	"blue"                          # string offset=25
.Linfo_string7:
	.asciz	"colour"                        # string offset=30
.Linfo_string8:
	.asciz	"unsigned int"                  # string offset=37
.Linfo_string9:
	.asciz	"limit"                         # string offset=50
.Linfo_string10:
	.asciz	"long"                          # string offset=56
.Linfo_string11:
	.asciz	"visit"                         # string offset=61
.Linfo_string12:
	.asciz	"sum"                           # string offset=67
.Linfo_string13:
	.asciz	"nothing"                       # string offset=71
.Linfo_string14:
	.asciz	"n"                             # string offset=79
.Linfo_string15:
	.asciz	"next"                          # string offset=81
.Linfo_string16:
	.asciz	"name"                          # string offset=86
.Linfo_string17:
	.asciz	"char"                          # string offset=91
.Linfo_string18:
	.asciz	"number"                        # string offset=96
.Linfo_string19:
	.asciz	"real"                          # string offset=103
.Linfo_string20:
	.asciz	"double"                        # string offset=108
.Linfo_string21:
	.asciz	"at"                            # string offset=115
.Linfo_string22:
	.asciz	"x"                             # string offset=118
.Linfo_string23:
	.asciz	"short"                         # string offset=120
.Linfo_string24:
	.asciz	"y"                             # string offset=126
.Linfo_string25:
	.asciz	"grid"                          # string offset=128
.Linfo_string26:
	.asciz	"__ARRAY_SIZE_TYPE__"           # string offset=133
.Linfo_string27:
	.asciz	"pairs"                         # string offset=153
.Linfo_string28:
	.asciz	"first"                         # string offset=159
.Linfo_string29:
	.asciz	"flag"                          # string offset=165
.Linfo_string30:
	.asciz	"rest"                          # string offset=170
.Linfo_string31:
	.asciz	"Pair"                          # string offset=175
.Linfo_string32:
	.asciz	"inside"                        # string offset=180
.Linfo_string33:
	.asciz	"compare"                       # string offset=187
.Linfo_string34:
	.asciz	"table"                         # string offset=195
.Linfo_string35:
	.asciz	"hidden"                        # string offset=201
.Linfo_string36:
	.asciz	"node"                          # string offset=208
.Linfo_string37:
	.asciz	"count"                         # string offset=213
.Linfo_string38:
	.asciz	"unsigned long"                 # string offset=219
.Linfo_string39:
	.asciz	"scale"                         # string offset=233
.Linfo_string40:
	.asciz	"float"                         # string offset=239
.Linfo_string41:
	.asciz	"pair"                          # string offset=245
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.section	.debug_line,"",@progbits
.Lline_table_start0:
