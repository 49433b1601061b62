#!/usr/bin/python3
"""A second reader and verifier of packages, written from
docs/formats/package.md alone.  Signatures are the openssl command's.

    read_package.py PACKAGE --trust KEY.pem ... [--threshold N]
    read_package.py --vectors FOLDER     every vector says what it should

Prints what the manifest holds as JSON, or the slug of the fault (exit 1).
"""

import argparse
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

MAGIC = bytes.fromhex("8948504b0d0a1a0a")
TYPE = b"application/vnd.hotpatch.manifest.v1+cbor"
SIZE = 64 << 20
KEYS = ("product", "sequence", "images", "channel", "supersedes", "cves",
        "created", "expires", "notes", "min_applier")
IMAGE = ("name", "base", "stored_bytes", "stored_digest", "stream_bytes",
         "payload_bytes", "payload_digest", "base_check")
ELF = ("format", "machine", "size_of_image", "code_digest", "build_id")
PE = (*ELF[:4], "time_date_stamp", "checksum", "pdb_guid", "pdb_age")


class Fault(Exception):
    """Its text is the slug."""


def expect(holds, slug="malformed-manifest"):
    if not holds:
        raise Fault(slug)


# 1. The frame
def split(data):
    """Signed part, manifest, content of the block, sections."""
    expect(data[:8] == MAGIC, "not-a-package")
    bad = "malformed-frame"
    expect(len(data) >= 32, bad)
    def number(at, size):
        return int.from_bytes(data[at:at + size], "little")
    expect(number(8, 4) == 1, "unsupported-version")
    expect(number(12, 4) == number(20, 4) == 0, bad)
    manifest, sections = number(16, 4), number(24, 8)
    expect(1 <= manifest <= 1 << 20 and sections <= 1024 * SIZE, bad)
    end = 32 + manifest
    expect(len(data) >= end + 4, bad)
    block = number(end, 4)
    expect(4 + block <= 65536 and len(data) == end + 4 + block + sections, bad)
    return (data[:end], data[32:end], data[end + 4:end + 4 + block],
            data[end + 4 + block:])


# 3. The signatures
def signatures(block):
    bad = "malformed-signatures"
    expect(len(block) >= 2, bad)
    found, at = [], 2
    for _ in range(int.from_bytes(block[:2], "little")):
        expect(len(block) >= at + 11, bad)
        size = int.from_bytes(block[at + 9:at + 11], "little")
        item = (block[at:at + 8], block[at + 8], block[at + 11:at + 11 + size])
        expect(0 < size == len(item[2]), bad)
        expect(item[1] in (1, 2, 3), "unknown-algorithm")
        expect(not found or found[-1] < item, bad)
        found.append(item)
        at += 11 + size
    expect(at == len(block), bad)
    return found


def key_of(pem):
    """Id, algorithm and text of a key in PEM."""
    spki = base64.b64decode("".join(pem.split("\n")[1:-2]), validate=True)
    algorithm = {44: 1, 91: 2}.get(len(spki), 3)
    return hashlib.sha256(spki).digest(), algorithm, pem


def is_good(key, message, signature):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, content in (("key", key[2].encode()), ("m", message),
                              ("s", signature)):
            (folder / file).write_bytes(content)
        command = ["dgst", "-sha256", "-verify", "key", "-signature", "s", "m"]
        if key[1] == 1:
            command = ["pkeyutl", "-verify", "-pubin", "-inkey", "key",
                       "-rawin", "-in", "m", "-sigfile", "s"]
        if key[1] == 3:
            command[2:2] = ["-sigopt", "rsa_padding_mode:pss", "-sigopt",
                            "rsa_mgf1_md:sha256", "-sigopt",
                            "rsa_pss_saltlen:32"]
        return subprocess.run(["openssl", *command], cwd=folder, check=False,
                              capture_output=True).returncode == 0


# 4. Verifying, step 2
def signers(part, block, trust):
    found = signatures(block)
    expect(trust["threshold"] > 0, "zero-threshold")
    keys = [k for k in trust["keys"] if k[0] not in trust["revoked"]]
    expect(keys, "no-trusted-keys")
    expect(found, "not-signed")
    message = b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE, len(part), part)
    ids, revoked = set(), False
    for hint, algorithm, signature in found:
        named = [k for k in keys if k[0][:8] == hint]
        if not named:
            revoked |= any(i[:8] == hint for i in trust["revoked"])
            continue
        of_kind = [k for k in named if k[1] == algorithm]
        expect(of_kind, "wrong-algorithm")
        by = [k[0] for k in of_kind if is_good(k, message, signature)]
        expect(by, "bad-signature")
        expect(by[0] not in ids, "duplicate-signature")
        ids.add(by[0])
    expect(len(ids) >= trust["threshold"],
           "revoked-key" if revoked else "threshold-not-met")


# 2. The manifest
class Cbor:
    """Items of a grammar without nesting beyond what the caller asks for."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        expect(size <= len(self.data) - self.at)
        self.at += size
        return self.data[self.at - size:self.at]

    def head(self, *majors):
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        expect(major in majors and low < 28)
        if low < 24:
            return major, low
        value = int.from_bytes(self.take(1 << low - 24), "big")
        expect(value >= (24 if low == 24 else 256 ** (1 << low - 25)))
        return major, value

    def number(self, low=0, high=2**64 - 1):
        value = self.head(0)[1]
        expect(low <= value <= high)
        return value

    def bytes(self, low, high):
        size = self.head(2)[1]
        expect(low <= size <= high)
        return self.take(size).hex()

    def text(self, high=255):
        size = self.head(3)[1]
        expect(1 <= size <= high)
        try:
            return self.take(size).decode()
        except UnicodeDecodeError:
            raise Fault("malformed-manifest") from None

    def items(self, low=0, high=2**64 - 1):
        count = self.head(4)[1]
        expect(low <= count <= high)
        return range(count)


def base_of(c):
    count = len(c.items(5, 8))
    pe = c.number(0, 1) == 1
    expect(count in ((6, 8) if pe else (5,)))
    values = [("pe" if pe else "elf"), c.number(0, 65535),
              c.number(1, 2**31 - 1), c.bytes(32, 32)]
    if not pe:
        return dict(zip(ELF, values + [c.bytes(0, 255)]))
    values += [c.number(0, 2**32 - 1), c.number(0, 2**32 - 1)]
    if count == 8:
        values += [c.bytes(16, 16), c.number(0, 2**32 - 1)]
        expect(values[6:] != ["00" * 16, 0])
    return dict(zip(PE, values))


def image_of(c, before):
    count = len(c.items(7, 8))
    names = [image["name"] for image in before]
    if c.data[c.at:c.at + 1] < b"\x20":
        number = c.number(0, len(names) - 1)
        name = names[number]
        expect(names.index(name) == number)
    else:
        name = c.text()
        expect(name not in names and name not in (".", "..")
               and not re.search(r"[/\\\x00-\x1f\x7f]", name))
    values = [name, base_of(c), c.number(1, SIZE), c.bytes(32, 32),
              c.number(1, SIZE), c.number(1, SIZE), c.bytes(32, 32)]
    expect(values[1] not in [image["base"] for image in before])
    return dict(zip(IMAGE, values + ([c.number()] if count == 8 else [])))


def value_of(c, key):
    if key == 2:
        images = []
        for _ in c.items(1, 1024):
            images.append(image_of(c, images))
        return images
    if key == 5:
        cves = [c.text() for _ in c.items(1)]
        expect(all(a.encode() < b.encode() for a, b in zip(cves, cves[1:])))
        return cves
    if key in (0, 3, 8, 9):
        return c.text(1 << 20 if key == 8 else 255)
    return c.number(0 if key in (6, 7) else 1,
                    2**64 - 1 if key in (6, 7) else 2**32 - 1)


def version_of(text):
    if not re.fullmatch(r"(0|[1-9][0-9]{0,9})(\.(0|[1-9][0-9]{0,9})){2}", text):
        return None
    numbers = [int(part) for part in text.split(".")]
    return numbers if max(numbers) < 2**32 else None


def manifest_of(data):
    c = Cbor(data)
    result, last = {}, -1
    for _ in range(c.head(5)[1]):
        key = c.number(last + 1, 9)
        result[KEYS[key]] = value_of(c, key)
        last = key
    expect(c.at == len(data) and all(k in result for k in KEYS[:3]))
    expect(result.get("supersedes", 0) < result["sequence"])
    expect(result.get("expires", 2**65) > result.get("created", -1))
    expect("min_applier" not in result or version_of(result["min_applier"]))
    return result


# 4. Verifying, step 4
def check_policy(manifest, package_id, trust, policy):
    expect(package_id not in trust["withdrawn"], "revoked-package")
    for name in ("product", "channel"):
        expect(policy.get(name) in (None, manifest.get(name, "")),
               f"wrong-{name}")
    if "accepted" in policy:
        sequence, last = policy["accepted"]
        expect(manifest["sequence"] >= sequence, "older-sequence")
        expect(manifest["sequence"] > sequence or package_id == last,
               "sequence-reused")
    if "expires" in manifest:
        expect(policy.get("now", 2**65) < manifest["expires"], "expired")
    if "applier" in policy and "min_applier" in manifest:
        expect((version_of(policy["applier"]) or [-1])
               >= version_of(manifest["min_applier"]), "applier-too-old")


def verify(data, trust, policy):
    part, manifest, block, sections = split(data)
    signers(part, block, trust)
    content = manifest_of(manifest)
    check_policy(content, hashlib.sha256(part).hexdigest(), trust, policy)
    expect(sum(i["stored_bytes"] for i in content["images"]) == len(sections),
           "section-sizes")
    for image in content["images"]:
        section = sections[:image["stored_bytes"]]
        sections = sections[image["stored_bytes"]:]
        expect(hashlib.sha256(section).hexdigest() == image["stored_digest"],
               "changed-section")
    return content


def vector_says(path):
    """What is expected, and what is found."""
    header, digits = path.read_text().split("\n\n", 1)
    fields = dict(re.match(r"(\w+): ?(.*)", line).groups()
                  for line in header.split("\n"))
    def keys(name):
        return [key_of((path.parent / "keys" / f"{key}.pub").read_text())
                for key in fields.get(name, "").split()]
    trust = {"keys": keys("trust"), "revoked": {k[0] for k in keys("revoked")},
             "withdrawn": [fields.get("withdrawn")],
             "threshold": int(fields.get("threshold", 1))}
    policy = {k: fields[k] for k in ("product", "channel", "applier")
              if k in fields}
    if "now" in fields:
        policy["now"] = int(fields["now"])
    if "accepted" in fields:
        sequence, last = fields["accepted"].split()
        policy["accepted"] = (int(sequence), last)
    try:
        verify(bytes.fromhex(digits), trust, policy)
        return fields["expect"], "verified"
    except Fault as fault:
        return fields["expect"], str(fault)


def check_vectors(folder):
    paths = sorted(pathlib.Path(folder).glob("*.txt"))
    wrong = 0
    for path in paths:
        expected, found = vector_says(path)
        if expected != found:
            print(f"{path}: {found}, expected {expected}")
            wrong += 1
    print(f"{len(paths)} vectors, {wrong} wrong")
    return 1 if wrong or not paths else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", nargs="?", type=pathlib.Path)
    parser.add_argument("--trust", nargs="+", type=pathlib.Path, default=[])
    parser.add_argument("--threshold", type=int, default=1)
    parser.add_argument("--vectors")
    options = parser.parse_args()
    if options.vectors:
        return check_vectors(options.vectors)
    trust = {"keys": [key_of(path.read_text()) for path in options.trust],
             "revoked": set(), "withdrawn": [], "threshold": options.threshold}
    try:
        print(json.dumps(verify(options.package.read_bytes(), trust, {}),
                         indent=2, ensure_ascii=False))
    except Fault as fault:
        print(fault)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
