#!/usr/bin/python3
"""measure_apply.py --bin FOLDER --work FOLDER: what hpapply and a package in
force cost, as Markdown tables.  hpapply.sh is the whole benchmark.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent
                       / "e2e/live"))
import live  # noqa: E402

RUNS = 15


def measure_calls(build: live.Build, fix: pathlib.Path) -> None:
    """Nanoseconds a call: alternately as linked and with the fix in force."""
    direct, redirected, other = [], [], []
    with live.Target(build) as target:
        for _ in range(RUNS):
            assert target.roll_back()[0] in (0, 1)
            replaced, same = map(float, target.ask("measure").split())
            direct.append(replaced)
            other.append(same)
            assert target.apply(fix)[0] == 0
            redirected.append(float(target.ask("measure").split()[0]))
    print("## A call\n")
    print("| call of | ns, least of", RUNS, "|\n|---|---:|")
    print(f"| the function as linked | {min(direct):.2f} |")
    print(f"| the same, redirected | {min(redirected):.2f} |")
    print(f"| another function of the library, as a measure of noise | "
          f"{min(other):.2f} to {max(other):.2f} |\n")


def measure_commands(build: live.Build, fix: pathlib.Path) -> None:
    """Wall time of each command, and what it takes in the process."""
    times = {"apply": [], "status": [], "rollback": []}
    taken = 0
    with live.Target(build) as target:
        for _ in range(RUNS):
            for command, change in (("apply", lambda: target.apply(fix)),
                                    ("status", target.status),
                                    ("rollback", target.roll_back)):
                begin = time.perf_counter()
                status, report, errors = change()
                times[command].append((time.perf_counter() - begin) * 1000)
                assert status == 0, errors
                if command == "apply":
                    taken = report["arrived"][0]["bytes"]
    print("## A command\n")
    print("| run | ms, median of", RUNS, "|\n|---|---:|")
    for command, values in times.items():
        print(f"| `hpapply {command}` | {statistics.median(values):.1f} |")
    print(f"\nThe payload takes {taken} bytes of the process; the image has "
          f"{os.path.getsize(build.image)} bytes on disk.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    tools = {tool: arguments.bin.resolve() / tool for tool in live.TOOLS}
    work = arguments.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    build = live.Build(tools, work / "cost", "library.c", "cost_program.c",
                       "gcc")
    fix = build.package(2, 1)
    measure_calls(build, fix)
    measure_commands(build, fix)
    return 0


if __name__ == "__main__":
    sys.exit(main())
