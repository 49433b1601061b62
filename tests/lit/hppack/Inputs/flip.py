#!/usr/bin/python3
"""flip.py FILE OFFSET: inverts one bit; -1 is the last byte."""
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
data = bytearray(path.read_bytes())
data[int(sys.argv[2])] ^= 1
path.write_bytes(data)
