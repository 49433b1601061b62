// The fix brings an exception handler whose tables nobody but the handler can
// read.
#if defined(_WIN32) && defined(__clang__)
// clang takes no .seh_handler inside of a function of its own.
__asm__(".text\n\t.globl divide\n\t"
        ".def divide; .scl 2; .type 32; .endef\n\t"
        ".seh_proc divide\n"
        "divide: pushq %rbx\n\t"
        ".seh_pushreg %rbx\n\t"
        ".seh_endprologue\n\t"
        ".seh_handler handle_fault, @except\n\t"
        "leal 1(%rdx,%rdx), %ebx\n\t"
        "movl %ecx, %eax\n\t"
        "cltd\n\t"
        "idivl %ebx\n\t"
        "popq %rbx\n\t"
        "retq\n\t"
        ".seh_endproc");
#else
int divide(int a, int b) {
  if (b < 0)
    return -1;
#ifdef __ELF__
  __asm__(".cfi_personality 0x1b, handle_fault\n\t"
          ".cfi_lsda 0x1b, .Lfault_table\n\t"
          ".pushsection .gcc_except_table,\"a\",@progbits\n"
          ".Lfault_table: .byte 0x55, 1, 2, 3\n\t"
          ".popsection");
#else
  __asm__(".seh_handler handle_fault, @except");
#endif
  return a / (b * 2 + 1);
}
#endif
int times(int a, int b) { return a * b + 1; }
int handle_fault(void) { return 1; }
