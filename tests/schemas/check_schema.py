#!/usr/bin/python3
"""Validates a program's JSON against a schema, and the schema against mistakes.

    check_schema.py SCHEMA PROGRAM [ARGUMENT...]

The schema must be a valid one and accept what the program prints.  It must
refuse the same document with any one required member gone or any one unknown
member added, at every depth: a schema that accepts anything proves nothing.
"""

import copy
import json
import subprocess
import sys

import jsonschema


def objects(value, path=()):
    """Paths of all objects in `value`."""
    if isinstance(value, dict):
        yield path
        for key, member in value.items():
            yield from objects(member, path + (key,))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from objects(member, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def main(schema_path: str, command: list[str]) -> int:
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = subprocess.run(command, check=True, capture_output=True).stdout
    document = json.loads(text.decode("utf-8", errors="strict"))

    problems = [f"{error.json_path}: {error.message}"
                for error in validator.iter_errors(document)]
    for path in objects(document):
        broken = copy.deepcopy(document)
        at(broken, path)["no_such_member"] = 1
        if validator.is_valid(broken):
            problems.append(f"{path}: an unknown member is accepted")
        optional = {"renamed_from", "moved_from", "instructions", "pieces"}
        for key in set(at(document, path)) - (optional if path else set()):
            broken = copy.deepcopy(document)
            del at(broken, path)[key]
            if validator.is_valid(broken):
                problems.append(f"{path}: is accepted without {key}")
    print("\n".join(problems) or f"{schema_path}: holds")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
