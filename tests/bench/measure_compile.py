#!/usr/bin/python3
"""Measures hpcompile on prepared inputs; prints Markdown.

    measure_compile.py --hpcompile PROGRAM --data FOLDER

FOLDER is what tests/bench/hpcompile.sh prepares.  Each run compares the
objects, makes the payload and validates it against the post image.
"""

import argparse
import pathlib
import tempfile

from measure import bytes_of, describe_machine, measure

SCALES = (1000, 2000, 5000, 10000, 20000, 50000)


class Bench:
    def __init__(self, hpcompile: pathlib.Path, data: pathlib.Path,
                 work: str):
        self._hpcompile = str(hpcompile)
        self._data = data
        self._payload = f"{work}/fix.payload"

    def _row(self, name: str, folder: pathlib.Path, suffix: str,
             image: str, *options: str) -> None:
        pre, post = folder / f"pre{suffix}", folder / f"post{suffix}"
        cost = measure([self._hpcompile, str(pre), str(post), "--image",
                        str(folder / f"pre.{image}"), "--post-image",
                        str(folder / f"post.{image}"), "-o", self._payload,
                        "-q", *options])
        mb = (folder / f"pre.{image}").stat().st_size / 1e6
        payload = pathlib.Path(self._payload).stat().st_size
        print(f"| {name} | {bytes_of(pre, post) / 1e6:,.1f} | {mb:,.1f} "
              f"| {cost.cpu_s:.3f} | {cost.rss_mb:.0f} | {payload:,} |",
              flush=True)

    @staticmethod
    def _heading(title: str) -> None:
        print(f"\n## {title}\n")
        print("| functions | objects MB | image MB | CPU s | RSS MB "
              "| payload bytes |")
        print("|---:|---:|---:|---:|---:|---:|")

    def run(self) -> None:
        print(describe_machine("tests/bench/hpcompile.sh"))
        self._heading("hpcompile, with validation: ELF, one .text, symbols "
                      "in the image")
        for scale in SCALES:
            self._row(f"{scale:,}", self._data / f"elf-{scale}", ".o", "so",
                      "--allow", "no-type-information:post.o=assembly")
        self._heading("hpcompile, with validation: PE, CodeView and PDB")
        for scale in (1000, 20000):
            self._row(f"{scale:,}", self._data / f"pe-{scale}", "", "dll")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hpcompile", required=True, type=pathlib.Path)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        Bench(options.hpcompile, options.data, work).run()


if __name__ == "__main__":
    main()
