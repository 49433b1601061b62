#!/usr/bin/python3
"""load_test.py --bin FOLDER --work FOLDER [--cycles N] [--threads N ...]:
puts a fix in force and takes it back again and again while threads call the
function all the time.

No call may return anything but the old or the new answer, each state must be
what is in force, and memory must stay flat.  Prints stop times.
"""

import argparse
import pathlib
import shutil
import sys
import time

import live


def percentile(values: list, percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def cycle(build: live.Build, fix: pathlib.Path, threads: int,
          cycles: int) -> list:
    """Problems that were found."""
    problems, stops, retries, memory = [], [], 0, []
    with live.Target(build, (threads,)) as target:
        for number in range(cycles):
            for command, change in (("apply", target.apply),
                                    ("rollback", target.roll_back)):
                if command == "apply":
                    status, report, errors = change(fix)
                else:
                    status, report, errors = change()
                if status != 0:
                    return [f"cycle {number}: {command}: {errors}"]
                stops.append(report["figures"]["longest_stop_us"] / 1000)
                retries += report["figures"]["retries"]
            _, _, wrong, pages = map(int, target.ask("count").split())
            memory.append(pages)
            if wrong:
                problems.append(f"cycle {number}: {wrong} wrong answers")
        if target.apply(fix)[0] != 0:
            problems.append("the last apply failed")
        target.ask("count")
        time.sleep(0.2)
        old, new, _, _ = map(int, target.ask("count").split())
        if old or not new:
            problems.append(f"in force, but {old} old and {new} new answers")
        if not target.is_running():
            problems.append("it has ended")
    allowed = 64  # pages: of the program's own threads and buffers
    middle = len(memory) // 2
    if max(memory[middle:]) > max(memory[:middle + 1]) + allowed:
        problems.append(f"memory grows: {memory[0]} to {memory[-1]} pages")
    print(f"{threads} threads, {cycles} cycles: stopped for "
          f"{percentile(stops, 50):.2f} ms in the median, "
          f"{percentile(stops, 99):.2f} ms at p99, {max(stops):.2f} ms at "
          f"most; {retries} retries; {memory[0]} to {memory[-1]} pages")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 16])
    arguments = parser.parse_args()
    tools = {tool: arguments.bin.resolve() / tool for tool in live.TOOLS}
    work = arguments.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    build = live.Build(tools, work / "load", "library.c", "load_program.c",
                       "gcc")
    fix = build.package(2, 1)
    problems = []
    for threads in arguments.threads:
        problems += [f"{threads} threads: {problem}" for problem in
                     cycle(build, fix, threads, arguments.cycles)]
    print("\n".join(problems) or "all answers were right")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
