#!/usr/bin/python3
"""Writes x86-64 assembly of N functions, for measuring how work grows.

    generate.py N FILE [--change] [--sections]

It looks like what gcc makes of small functions.  Every other function is local
and called by the next one, so that in one .text the assembler resolves calls
without a relocation; each refers to shared data and to a string of its own.
With --change one function in the middle does something more; with --sections
each function has a section of its own.  (Compiling C instead takes gcc minutes
for 64,000 functions.)
"""

import argparse
import pathlib

FUNCTION = """\
{section}\
    .p2align 4
{scope}\
    .type {name}, @function
{name}:
    pushq %rbp
    movl %edi, %ebp
    pushq %rbx
    movl %esi, %ebx
    subq $8, %rsp
    imull ${factor}, %ebp, %eax
    addl %ebx, %eax
    cmpl ${limit}, %eax
    jle .Lsmall_{name}
    leaq .Ltext_{name}(%rip), %rsi
    movl ${number}, %edi
    call report@PLT
.Lsmall_{name}:
{change}\
    leaq table(%rip), %rdx
    andl $63, %ebx
    movslq %ebx, %rbx
    xorl (%rdx,%rbx,4), %eax
    movl %eax, %edi
    call {callee}
    addq $8, %rsp
    popq %rbx
    popq %rbp
    ret
    .size {name}, .-{name}
    .section .rodata.str1.1,"aMS",@progbits,1
.Ltext_{name}:
    .string "{name} is out of range"
"""
CHANGE = "    testl %ebx, %ebx\n    js .Lsmall_{name}\n"


def function_text(index: int, changed: bool, own_section: bool) -> str:
    local = index % 2 == 0
    name = f"{'inner' if local else 'outer'}_{index}"
    section = f'    .section .text.{name},"ax",@progbits\n' if own_section \
        else "    .text\n"
    return FUNCTION.format(
        section=section, name=name, number=index,
        scope="" if local else f"    .globl {name}\n",
        factor=1000 + index % 7919, limit=50000 + 3 * index,
        change=CHANGE.format(name=name) if changed else "",
        callee="report@PLT" if local else f"inner_{index - 1}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--change", action="store_true")
    parser.add_argument("--sections", action="store_true")
    options = parser.parse_args()
    with options.file.open("w", encoding="utf-8") as out:
        for index in range(options.count):
            changed = options.change and index == options.count // 2
            out.write(function_text(index, changed, options.sections))
        out.write('    .section .note.GNU-stack,"",@progbits\n')


if __name__ == "__main__":
    main()
