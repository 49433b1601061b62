#!/usr/bin/python3
"""Measures hpdiff and its peers on prepared inputs; prints Markdown.

    measure.py --hpdiff PROGRAM --data FOLDER [--no-peers]

FOLDER is what tests/bench/hpdiff.sh prepares.  CPU is user plus system time of
the process and its children; MB are 10^6 bytes of objects, both sides together;
RSS is the largest of one process (Linux counts this script's own 13 MB as the
least, since a child starts as its copy).  Of repeated runs the one with the least CPU
time counts: on a shared machine the others measure the neighbours.
"""

import argparse
import os
import pathlib
import platform
import subprocess
import sys
import time
from typing import NamedTuple

SCALES = (1000, 2000, 4000, 8000, 16000, 32000, 64000)


class Cost(NamedTuple):
    cpu_s: float
    wall_s: float
    rss_mb: float


def run_once(command: list[str], good: tuple[int, ...]) -> Cost:
    start = time.monotonic()
    with open(os.devnull, "wb") as null:
        # Measured with wait4: its figures are this child's alone.
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code not in good:
        raise SystemExit(f"measure.py: error: {' '.join(command)}: exit {code},"
                         f" expected one of {good}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def measure(command: list[str], runs: int = 3,
            good: tuple[int, ...] = (0,)) -> Cost:
    return min(run_once(command, good) for _ in range(runs))


def bytes_of(*paths: pathlib.Path) -> int:
    files = []
    for path in paths:
        files += [f for f in path.rglob("*") if f.is_file()] \
            if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files)


class Table:
    """Rows of one Markdown table, printed as they are measured."""

    def __init__(self, title: str):
        print(f"\n## {title}\n")
        print("| run | MB | CPU s | wall s | MB per CPU s | RSS MB |")
        print("|---|---:|---:|---:|---:|---:|")

    def row(self, name: str, size: int, cost: Cost) -> None:
        mb = size / 1e6
        rate = f"{mb / cost.cpu_s:,.0f}" if cost.cpu_s > 0 else "-"
        print(f"| {name} | {mb:,.1f} | {cost.cpu_s:.3f} | {cost.wall_s:.3f} "
              f"| {rate} | {cost.rss_mb:.0f} |", flush=True)


class Bench:
    def __init__(self, hpdiff: pathlib.Path, data: pathlib.Path, peers: bool):
        self._hpdiff = str(hpdiff)
        self._data = data
        self._peers = peers

    def _diff(self, pre: pathlib.Path, post: pathlib.Path, *options: str,
              runs: int = 3) -> Cost:
        return measure([self._hpdiff, str(pre), str(post), *options], runs,
                       (0, 1))

    def libraries(self) -> None:
        pre, post = self._data / "llvm/pre", self._data / "llvm/post"
        report = str(self._data / "report.json")
        size = bytes_of(pre, post)
        table = Table("Static libraries of llvm-15-dev and llvm-16-dev")
        for jobs in ("1", "2"):
            cost = self._diff(pre, post, "--json", report, "-j", jobs)
            table.row(f"hpdiff --json F -j {jobs}", size, cost)
        if not self._peers:
            return
        files = [str(f) for side in (pre, post) for f in sorted(side.iterdir())]
        for command, runs in ((["sha256sum"], 3), (["nm"], 1),
                              (["llvm-objdump-19", "-dr"], 1),
                              (["objdump", "-dr"], 1)):
            table.row(" ".join(command), size, measure(command + files, runs))

    def identical(self) -> None:
        pre, copy = self._data / "llvm/pre", self._data / "llvm/pre-copy"
        size = bytes_of(pre, copy)
        table = Table("Identical trees: llvm-15-dev and a copy of it")
        for jobs in ("1", "2"):
            table.row(f"hpdiff -j {jobs}", size,
                      self._diff(pre, copy, "-j", jobs))
        if self._peers:
            files = [str(f) for side in (pre, copy) for f in side.iterdir()]
            table.row("sha256sum", size, measure(["sha256sum"] + files))

    def functions(self) -> None:
        table = Table("One object of 8,000 functions, one of them changed")
        for layout in ("sections", "one-text"):
            pre, post = (self._data / f"scale/8000-{layout}-{side}.o"
                         for side in ("pre", "post"))
            size = bytes_of(pre, post)
            table.row(f"hpdiff, {layout}", size, self._diff(pre, post))
            if self._peers:
                for tool in ("llvm-objdump-19", "objdump"):
                    table.row(f"{tool} -dr, {layout}", size, measure(
                        [tool, "-dr", str(pre), str(post)], 1))
        print("\nFor comparison, not measured here: kpatch's create-diff-object"
              " took 45 s (34.5 s user) for 8,000 small functions in sections"
              " of their own (commit 7085e9d, gcc 12.2, two shared cores).")

    def scaling(self) -> None:
        table = Table("Growing objects, one function changed")
        for count in SCALES:
            pre, post = (self._data / f"scale/{count}-one-text-{side}.o"
                         for side in ("pre", "post"))
            table.row(f"hpdiff, {count:,} functions", bytes_of(pre, post),
                      self._diff(pre, post))

    def start_up(self) -> None:
        pre, post = self._data / "small/pre.o", self._data / "small/post.o"
        size = bytes_of(pre, post)
        table = Table("One small pair: start-up, least of 20 runs")
        table.row("hpdiff", size, self._diff(pre, post, runs=20))
        if self._peers:
            table.row("llvm-objdump-19 -dr", size, measure(
                ["llvm-objdump-19", "-dr", str(pre), str(post)], 20))


def processor() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def describe_machine(script: str) -> str:
    return (f"Measured by {script} on {time.strftime('%Y-%m-%d')}: "
            f"{os.cpu_count()} x {processor()}, load "
            f"{os.getloadavg()[0]:.1f} at the start.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hpdiff", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    print(describe_machine("tests/bench/hpdiff.sh"))
    bench = Bench(options.hpdiff.resolve(), options.data.resolve(),
                  not options.no_peers)
    bench.start_up()
    bench.functions()
    bench.scaling()
    bench.identical()
    bench.libraries()
    return 0


if __name__ == "__main__":
    sys.exit(main())
