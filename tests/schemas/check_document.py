#!/usr/bin/python3
"""Validates a program's JSON against somebody else's schema.

    check_document.py SCHEMA PROGRAM [ARGUMENT...]

References of the schema lead to the files beside it.  The same document must be
refused without each of its top-level members that the schema requires, and
when any text in it becomes a number: a validator that does not look proves
nothing.
"""

import copy
import json
import pathlib
import subprocess
import sys
import warnings

import jsonschema


def texts(value, path=()):
    """Paths of all texts in `value`."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from texts(member, path + (key,))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from texts(member, path + (index,))


def with_number(document, path):
    broken = copy.deepcopy(document)
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = 1
    return broken


def validator_of(path: pathlib.Path):
    """A validator, and what else lies beside the schema by its own id."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    store = {}
    for other in path.parent.glob("*.json"):
        content = json.loads(other.read_text(encoding="utf-8"))
        if "$id" in content:
            store[content["$id"]] = content
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        resolver = jsonschema.RefResolver.from_schema(schema, store=store)
    cls = jsonschema.validators.validator_for(schema)
    return schema, cls(schema, resolver=resolver)


def main(schema_path: str, command: list[str]) -> int:
    schema, validator = validator_of(pathlib.Path(schema_path))
    text = subprocess.run(command, check=True, capture_output=True).stdout
    document = json.loads(text.decode("utf-8", errors="strict"))
    problems = [f"{error.json_path}: {error.message}"
                for error in validator.iter_errors(document)]
    for key in schema["required"]:
        broken = {k: v for k, v in document.items() if k != key}
        if validator.is_valid(broken):
            problems.append(f"is accepted without {key}")
    for path in texts(document):
        if validator.is_valid(with_number(document, path)):
            problems.append(f"{path}: a number is accepted")
    print("\n".join(problems) or f"{schema_path}: holds")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
