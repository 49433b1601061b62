#!/usr/bin/python3
"""run.py HPDIFF [--source NAME ...] [--keep DIR] [--every N]

Compares every mutant of generate.py with its original, in both directions.
The exit status must be 0 or 1 (unreadable files are skipped), within 5 s and 512 MB.  Many mutants share
one run (two directories, paired by name); a run that fails is halved until the
mutants at fault are alone.  Exit 0: none.  1: some, named and kept in DIR.
"""
import argparse
import os
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate  # noqa: E402
from limits import is_sanitized, run_limited  # noqa: E402

SECONDS, MEGABYTES, BATCH = 5.0, 512, 1500


class Bench:
    """Where batches are laid out and run."""

    def __init__(self, hpdiff, root, keep):
        self.hpdiff, self.root, self.keep = hpdiff, root, keep
        self.sanitized = is_sanitized(hpdiff)
        self.runs, self.failures = 0, []

    def lay_out(self, batch, original):
        """Two directories: the original under every name, and the mutants."""
        one, two = os.path.join(self.root, "pre"), os.path.join(self.root, "post")
        for directory in (one, two):
            shutil.rmtree(directory, ignore_errors=True)
            os.mkdir(directory)
        base = os.path.join(self.root, "original")
        with open(base, "wb") as file:
            file.write(original)
        for name, data in batch:
            with open(os.path.join(two, name), "wb") as file:
                file.write(data)
            os.link(base, os.path.join(one, name))
        if "thin-" in batch[0][0]:  # a thin archive's member lies beside it
            for directory in (one, two):
                with open(os.path.join(directory, "b.o"), "wb") as file:
                    file.write(self.thin_member)

    def run(self, batch, reverse):
        """The complaint about one run over what is laid out, or ""."""
        pair = [os.path.join(self.root, n) for n in (("post", "pre") if reverse else ("pre", "post"))]
        command = [self.hpdiff, *pair, "--allow-skipped", "--all", "--json", "-"]
        self.runs += 1
        allowed = SECONDS * (1 + len(batch) / 100)
        outcome = run_limited(command, allowed, 0 if self.sanitized else MEGABYTES)
        complaint = outcome.complaint(allowed, MEGABYTES * (3 if self.sanitized else 1))
        if not complaint and outcome.status == 2:
            complaint = "exit 2 in spite of --allow-skipped"
        self.last_error = outcome.error
        return complaint

    def check(self, batch, original):
        self.lay_out(batch, original)
        bad = [reverse for reverse in (False, True) if self.run(batch, reverse)]
        for reverse in bad:
            self.bisect(batch, original, reverse)

    def bisect(self, batch, original, reverse):
        self.lay_out(batch, original)
        complaint = self.run(batch, reverse)
        if not complaint:
            return
        if len(batch) == 1:
            name, data = batch[0]
            way = "reverse" if reverse else "forward"
            self.failures.append(f"{name} ({way}): {complaint}")
            os.makedirs(self.keep, exist_ok=True)
            with open(os.path.join(self.keep, name), "wb") as file:
                file.write(data)
            with open(os.path.join(self.keep, name + ".original"), "wb") as file:
                file.write(original)
            with open(os.path.join(self.keep, name + ".stderr"), "w") as file:
                file.write(self.last_error)
            return
        half = len(batch) // 2
        before = len(self.failures)
        if before > 40:
            return  # enough to go on with
        self.bisect(batch[:half], original, reverse)
        self.bisect(batch[half:], original, reverse)
        if len(self.failures) == before:
            self.failures.append(f"{batch[0][0]} .. {batch[-1][0]}: {complaint} together, not alone")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hpdiff")
    parser.add_argument("--source", action="append")
    parser.add_argument("--keep", default="hostile-failures")
    parser.add_argument("--every", type=int, default=1, help="only every Nth mutant")
    options = parser.parse_args()
    started, total = time.monotonic(), 0
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as root:
        bench = Bench(os.path.abspath(options.hpdiff), root, options.keep)
        made = generate.sources()
        bench.thin_member = made["elf64-le"][0]
        for name, (data, extension, fields_of) in made.items():
            if options.source and name not in options.source:
                continue
            found = list(generate.mutants(name, data, extension, fields_of))[::options.every]
            total += len(found)
            began, before = time.monotonic(), len(bench.failures)
            for at in range(0, len(found), BATCH):
                bench.check(found[at:at + BATCH], data)
            print(f"{name}: {len(found)} mutants, {len(bench.failures) - before} failures, {time.monotonic() - began:.1f} s", flush=True)
    for failure in bench.failures:
        print("FAILED", failure)
    print(f"hostile: {total} mutants both ways in {bench.runs} runs, {len(bench.failures)} failures, {time.monotonic() - started:.1f} s")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
