#!/usr/bin/python3
"""build_sample.py SAMPLE VARIANT FOLDER: builds one sample, for a test of one
behaviour: FOLDER/pre, FOLDER/post, FOLDER/base.so and post.so (or .dll).
"""

import pathlib
import sys

from sample import ROOT, BuildError, Sample


def main() -> int:
    name, variant, work = sys.argv[1:]
    sample = Sample(ROOT / "samples" / name, variant,
                    pathlib.Path(work).resolve())
    try:
        sample.build_objects()
        sample.build_images()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
