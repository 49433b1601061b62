#!/usr/bin/python3
"""images.py READ_IMAGE_FUZZ WRITE_SAMPLE_IMAGES [--every N] [--keep DIR]

Cuts each sample image at every byte, sets every byte and every aligned word to
values that break careless readers, and has the fuzz target read the mutants: no
crash, and what is read is valid.  Many mutants share one run, within 5 s and
512 MB.  Exit 0: none failed.  1: some, the last of each run kept in DIR.
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

SECONDS, MEGABYTES, BATCH = 5.0, 512, 2000


def fields_of(data):
    """Every byte, and every aligned word of 4 and 8 bytes."""
    fields = [generate.Field(f"byte{at:#x}", at, 1) for at in range(len(data))]
    for width in (4, 8):
        fields += [generate.Field(f"word{width}-{at:#x}", at, width) for at in range(0, len(data) - width + 1, width)]
    # What is zero together with its neighbours is fill, and there is much of it.
    return [f for f in fields if any(data[max(0, f.offset - 16):f.offset + 16])]


class Bench:
    def __init__(self, reader, root, keep):
        self.reader, self.root, self.keep = reader, root, keep
        self.sanitized = is_sanitized(reader)
        self.failures = []

    def check(self, batch):
        folder = os.path.join(self.root, "mutants")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, data in batch:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        outcome = run_limited([self.reader, folder], SECONDS * (3 if self.sanitized else 1), 0 if self.sanitized else MEGABYTES)
        complaint = outcome.complaint(SECONDS * (3 if self.sanitized else 1), MEGABYTES * (3 if self.sanitized else 1))
        if not complaint and outcome.status != 0:
            complaint = f"exit {outcome.status}"
        if not complaint:
            return
        if len(batch) > 1 and len(self.failures) < 20:
            half = len(batch) // 2
            self.check(batch[:half])
            self.check(batch[half:])
            return
        self.failures.append(f"{batch[0][0]}: {complaint}")
        os.makedirs(self.keep, exist_ok=True)
        with open(os.path.join(self.keep, batch[0][0]), "wb") as file:
            file.write(batch[0][1])
        with open(os.path.join(self.keep, batch[0][0] + ".stderr"), "w") as file:
            file.write(outcome.error)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader")
    parser.add_argument("writer")
    parser.add_argument("--every", type=int, default=1, help="only every Nth mutant")
    parser.add_argument("--keep", default="hostile-failures")
    options = parser.parse_args()
    started, total = time.monotonic(), 0
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as root:
        samples = os.path.join(root, "samples")
        os.mkdir(samples)
        if run_limited([os.path.abspath(options.writer), samples], SECONDS).status != 0:
            print("images.py: error: the sample images were not written", file=sys.stderr)
            return 2
        bench = Bench(os.path.abspath(options.reader), root, options.keep)
        for sample in sorted(os.listdir(samples)):
            with open(os.path.join(samples, sample), "rb") as file:
                data = file.read()
            found = list(generate.mutants(sample, data, "", fields_of))[::options.every]
            total += len(found)
            for at in range(0, len(found), BATCH):
                bench.check(found[at:at + BATCH])
    for failure in bench.failures:
        print("FAILED", failure)
    print(f"hostile images: {total} mutants, {len(bench.failures)} failures, {time.monotonic() - started:.1f} s")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
