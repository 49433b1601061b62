#!/usr/bin/python3
"""Reads hppack's JUnit and CSV with somebody else's readers, also with hostile
names in them.

    check_views.py PRINT_MADE_UP_SIZES
"""

import csv
import io
import subprocess
import sys
import xml.etree.ElementTree as ElementTree


def output(program: str, view: str) -> str:
    return subprocess.run([program, view], check=True, capture_output=True
                          ).stdout.decode("utf-8", errors="strict")


def shape(element):
    """The tree without its text."""
    return (element.tag, sorted(element.attrib), [shape(e) for e in element])


def main(program: str) -> int:
    plain = ElementTree.fromstring(output(program, "junit"))
    hostile = ElementTree.fromstring(output(program, "hostile-junit"))
    assert shape(plain) == shape(hostile), "hostile names change the tree"
    assert [e.tag for e in plain.iter("testcase")] == ["testcase"] * 2
    assert "<script>" in hostile.find(".//testcase").get("name")

    rows = list(csv.reader(io.StringIO(output(program, "csv"), newline=""),
                           strict=True))
    broken = list(csv.reader(io.StringIO(output(program, "hostile-csv"),
                                         newline=""), strict=True))
    assert [len(row) for row in rows] == [7] * len(rows)
    assert [row[0] for row in rows] == [row[0] for row in broken]
    assert [row[5:] for row in rows] == [row[5:] for row in broken]
    formulas = [cell for row in broken for cell in row if cell[:1] in "=+-@"
                and cell]
    assert not formulas, formulas
    print("holds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
