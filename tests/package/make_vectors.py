#!/usr/bin/python3
"""Makes the vectors of tests/vectors/package: packages with one fault each.

    make_vectors.py FOLDER

Run once for the format's version; what it made is checked in and never made
anew by a test (ECDSA and RSA signatures are other ones each time).  Each file
is a header of `name: value` lines, an empty line, and a package in hexadecimal:

  expect     `verified`, or the slug of the fault (docs/formats/package.md 4)
  about      what the fault is
  trust      names of the trusted keys: FOLDER/keys/NAME.pub
  revoked    names of the revoked keys
  threshold, product, channel, now, applier, withdrawn (a package id)
  accepted   sequence number and package id of the package accepted last, of the
             product "shop" without a channel

Faults are made on bytes: this script knows no reader and no writer.
"""

import pathlib
import sys

import vector_bases as b
from vector_bases import (bstr, head, image, manifest, pack, pairs, sig, tstr,
                          uint)

VECTORS = []


def vector(name, expect, about, package, **header):
    header.setdefault("trust", "ed-a")
    VECTORS.append((name, {"expect": expect, "about": about} | header, package))


def good():
    ok = "verified"
    vector("good-elf", ok, "an image in ELF", pack())
    vector("good-no-build-id", ok, "ELF without a build id",
           pack(manifest(image(base=b.elf(build_id=b"")))))
    vector("good-long-build-id", ok, "a build id of 255 bytes",
           pack(manifest(image(base=b.elf(build_id=bytes(255))))))
    vector("good-pe", ok, "an image in PE", pack(manifest(image(base=b.pe()))))
    vector("good-pe-no-pdb", ok, "PE without a PDB",
           pack(manifest(image(base=b.pe(pdb=None)))))
    vector("good-pe-age-only", ok, "PE with a PDB age and no GUID",
           pack(manifest(image(base=b.pe(pdb=(bytes(16), 1))))))
    vector("good-no-base-check", ok, "not compressed against the base",
           pack(manifest(image(check=None))))
    vector("good-base-check-large", ok, "a base check of 64 bits",
           pack(manifest(image(check=2**64 - 1))))
    vector("good-two-images", ok, "two builds of one image",
           pack(manifest(image(), image(name=uint(0), section=b"second",
                                        base=b.elf(build_id=b"2"))),
                sections=[b.SECTION, b"second"]))
    vector("good-three-images", ok, "the third has the first one's name",
           pack(manifest(image(), image(name=tstr("b"), base=b.pe()),
                         image(name=uint(0), base=b.pe(pdb=None))),
                sections=3 * [b.SECTION]))
    vector("good-all-fields", ok, "every optional field",
           pack(pairs(b.ALL_FIELDS)), now="1780000001", applier="1.20.0",
           channel="stable", product="shop")
    vector("good-long-names", ok, "texts of 255 bytes",
           pack(manifest(image(name=tstr("n" * 255)),
                         product=tstr("\u00e4" * 127 + "x"))))
    vector("good-last-sequence", ok, "the highest sequence number",
           pack(manifest(sequence=uint(2**32 - 1))))
    vector("good-supersedes", ok, "all before it",
           pack(manifest() + [(4, uint(6))]))
    vector("good-created-zero", ok, "created in 1970",
           pack(manifest() + [(6, uint(0))]))
    vector("good-expires-late", ok, "one second before it expires",
           pack(manifest() + [(7, uint(2**64 - 1))]), now=str(2**64 - 2))
    for key in ("ec", "rsa"):
        vector(f"good-{key}", ok, f"signed with {key}", pack(keys=[key]),
               trust=key)
    vector("good-every-kind", ok, "three kinds of keys",
           pack(keys=["ed-a", "ec", "rsa"]), trust="ed-a ec rsa",
           threshold="3")
    vector("good-high-s", ok, "ECDSA with S in the upper half",
           pack(sigs=lambda p: [b.ec_halves(p)[1]]), trust="ec")
    vector("good-two-of-three", ok, "two of three trusted keys",
           pack(keys=["ed-a", "ed-c"]), trust="ed-a ed-b ed-c", threshold="2")
    vector("good-unknown-beside", ok, "a signature by somebody unknown",
           pack(keys=["ed-a", "ed-b"]))
    vector("good-revoked-beside", ok, "a signature by a revoked key, not needed",
           pack(keys=["ed-a", "ed-b"]), trust="ed-a ed-b", revoked="ed-b")
    vector("good-sequence-again", ok, "the package that was accepted last",
           pack(), accepted="7 " + b.package_id(pack()))
    vector("good-sequence-later", ok, "a later one than was accepted last",
           pack(), accepted="6 " + "00" * 32)
    vector("good-applier-later", ok, "1.10.0 is later than 1.9.0",
           pack(manifest() + [(9, tstr("1.9.0"))]), applier="1.10.0")


def frames():
    p, f = pack(), "malformed-frame"
    no = "not-a-package"
    vector("frame-empty", no, "no byte", b"")
    vector("frame-seven-bytes", no, "a part of the magic number", p[:7])
    vector("frame-text-mode", no, "line ends changed", p[:5] + p[6:])
    vector("frame-text-mode-back", no, "line ends changed the other way",
           p[:7] + b"\r" + p[7:])
    vector("frame-seven-bits", no, "without the highest bit",
           bytes([p[0] & 127]) + p[1:])
    vector("frame-lower-case", no, "another magic number",
           p[:1] + b"hpk" + p[4:])
    vector("frame-byte-before", no, "a byte before", b"\0" + p)
    for version in (0, 2, 256, 2**32 - 1):
        vector(f"frame-version-{version}", "unsupported-version",
               f"version {version}", b.put(p, 8, version, 4))
    for at in (12, 15, 20, 23):
        vector(f"frame-reserved-{at}", f, "a reserved byte is not zero",
               b.put(p, at, 1, 1))
    size = int.from_bytes(p[16:20], "little")
    for name, value in (("zero", 0), ("less", size - 1), ("more", size + 1),
                        ("large", 2**20 + 1), ("huge", 2**32 - 1)):
        vector(f"frame-manifest-{name}", f, f"size of the manifest {value}",
               b.put(p, 16, value, 4))
    size = len(b.SECTION)
    for name, value in (("zero", 0), ("less", size - 1), ("more", size + 1),
                        ("large", 2**36 + 1), ("half", 2**63),
                        ("huge", 2**64 - 1)):
        vector(f"frame-sections-{name}", f, f"size of the sections {value}",
               b.put(p, 24, value, 8))
    block = b.block_at(p)
    for name, value in (("zero", 0), ("less", 76), ("more", 78),
                        ("large", 65533), ("huge", 2**32 - 1)):
        vector(f"frame-block-{name}", f, f"size of the signatures {value}",
               b.put(p, block, value, 4))
    for name, cut in (("magic", 8), ("header", 31), ("no-manifest", 32),
                      ("manifest", 100), ("no-block", block),
                      ("block-size", block + 3), ("block", block + 40),
                      ("no-section", len(p) - size), ("section", len(p) - 1)):
        vector(f"frame-cut-{name}", f, f"cut at {cut}", p[:cut])
    vector("frame-byte-behind", f, "a byte behind", p + b"\0")
    vector("frame-64-behind", f, "64 bytes behind", p + bytes(64))
    vector("frame-twice", f, "the same package behind", p + p)


def blocks():
    f = "malformed-signatures"
    part, one = b.signed_part(), b.sign("ed-a")
    two = b.sign("ed-b")

    def with_block(block):
        return part + block + b.SECTION

    def raw(count, entries):
        return with_block(uint32(2 + len(entries)) + count.to_bytes(2, "little")
                          + entries)

    def uint32(value):
        return value.to_bytes(4, "little")

    entries = b"".join(sorted([one, two]))
    vector("block-no-count", f, "a block of no byte", with_block(uint32(0)))
    vector("block-half-count", f, "a block of one byte",
           with_block(uint32(1) + b"\0"))
    vector("block-none", "not-signed", "no signature", raw(0, b""))
    vector("block-count-zero", f, "a signature that is not counted",
           raw(0, one))
    vector("block-count-less", f, "one of two counted", raw(1, entries))
    vector("block-count-more", f, "three of two counted", raw(3, entries))
    vector("block-count-most", f, "65535 of two counted", raw(65535, entries))
    vector("block-descending", f, "not in order",
           raw(2, b"".join(sorted([one, two], reverse=True))))
    vector("block-alike", f, "the same signature twice", raw(2, one + one))
    vector("block-empty-signature", f, "a signature of no byte",
           raw(1, one[:9] + b"\0\0"))
    vector("block-size-less", f, "a byte behind the signature",
           raw(1, one[:9] + (63).to_bytes(2, "little") + one[11:]))
    vector("block-size-more", f, "a byte less than said",
           raw(1, one[:9] + (65).to_bytes(2, "little") + one[11:]))
    vector("block-cut-hint", f, "cut in a hint", raw(1, one[:7]))
    vector("block-cut-head", f, "cut in a size", raw(1, one[:10]))
    vector("block-byte-behind", f, "a byte behind", raw(1, one + b"\0"))
    for algorithm in (0, 4, 255):
        vector(f"block-algorithm-{algorithm}", "unknown-algorithm",
               f"algorithm {algorithm}",
               raw(1, one[:8] + bytes([algorithm]) + one[9:]))
    vector("block-algorithm-of-other", "unknown-algorithm",
           "an algorithm that is not known, by somebody who is not",
           raw(2, b"".join(sorted([one, two[:8] + b"\4" + two[9:]]))))
    for key, own in (("ed-a", 1), ("ec", 2), ("rsa", 3)):
        for claimed in {1, 2, 3} - {own}:
            entry = b.sign(key)
            vector(f"signature-{key}-as-{claimed}", "wrong-algorithm",
                   f"{key} under algorithm {claimed}",
                   raw(1, entry[:8] + bytes([claimed]) + entry[9:]), trust=key)


def bad_signatures():
    bad = "bad-signature"
    part = b.signed_part()

    def ed(name, about, edit, expect=bad, **header):
        vector(f"signature-{name}", expect, about,
               pack(sigs=lambda p: [edit(p)]), **header)

    def raw(p):
        return b.ed25519("ed-a", b.pae(p))

    ed("r-flipped", "a bit of R", lambda p: sig("ed-a", b.flip(raw(p), 3)))
    ed("s-flipped", "a bit of S", lambda p: sig("ed-a", b.flip(raw(p), 40)))
    ed("s-large", "S + L", lambda p: sig("ed-a", b.plus_order(raw(p))))
    ed("zeros", "64 zeros", lambda p: sig("ed-a", bytes(64)))
    ed("short", "63 bytes", lambda p: sig("ed-a", raw(p)[:63]))
    ed("long", "65 bytes", lambda p: sig("ed-a", raw(p) + b"\0"))
    ed("no-pae", "of header and manifest alone",
       lambda p: sig("ed-a", b.ed25519("ed-a", p)))
    ed("no-header", "of the manifest alone",
       lambda p: sig("ed-a", b.ed25519("ed-a", b.pae(p[32:]))))
    ed("other-type", "of another payload type",
       lambda p: sig("ed-a", b.ed25519("ed-a", b.pae(p).replace(b"v1", b"v2"))))
    ed("other-dsse", "of another version of DSSE",
       lambda p: sig("ed-a", b.ed25519("ed-a", b.pae(p).replace(b"Ev1", b"Ev2"))))
    ed("of-other-key", "by another key, under the hint",
       lambda p: sig("ed-a", b.ed25519("ed-b", b.pae(p))))
    ed("other-hint", "under the hint of another trusted key",
       lambda p: sig("ed-b", raw(p)), trust="ed-a ed-b")
    ed("unknown-hint", "under a hint of nobody",
       lambda p: sig("ed-c", raw(p)), "threshold-not-met")
    for name, at in (("header", 24), ("manifest", 45), ("last", len(part) - 1)):
        p = pack()
        changed = "malformed-frame" if name == "header" else bad
        vector(f"signed-{name}-flipped", changed, "a bit of what is signed",
               b.flip(p, at))
    vector("signature-of-other-package", bad, "signatures of another package",
           pack(sigs=lambda p: [b.sign("ed-a", b.signed_part(
               manifest(sequence=uint(8))))]))
    for name, der in b.bad_der(part):
        vector(f"signature-ec-{name}", bad, f"ECDSA: {name}",
               pack(sigs=lambda p, der=der: [sig("ec", der)]), trust="ec")
    for name, options in b.BAD_RSA:
        vector(f"signature-rsa-{name}", bad, f"RSA: {name}",
               pack(sigs=lambda p, o=options: [sig("rsa", b.dgst("rsa", b.pae(p),
                                                                 *o))]),
               trust="rsa")
    vector("signature-bad-beside", bad, "a bad one beside enough good ones",
           pack(sigs=lambda p: [b.sign("ed-a", p), sig("ed-b", bytes(64))]),
           trust="ed-a ed-b")


def thresholds():
    few, twice = "threshold-not-met", "duplicate-signature"
    vector("threshold-one-of-two", few, "one of two", pack(),
           trust="ed-a ed-b", threshold="2")
    vector("threshold-key-twice", few, "one key, trusted twice", pack(),
           trust="ed-a ed-a", threshold="2")
    vector("threshold-unknown", few, "the other is unknown",
           pack(keys=["ed-a", "ed-c"]), trust="ed-a ed-b", threshold="2")
    vector("threshold-nobody", few, "signed by somebody unknown",
           pack(keys=["ed-b"]))
    vector("threshold-unreachable", few, "three of two",
           pack(keys=["ed-a", "ed-b"]), trust="ed-a ed-b", threshold="3")
    for key in ("ec", "rsa"):
        vector(f"twice-{key}", twice, "two signatures of one key",
               pack(sigs=lambda p, k=key: [b.sign(k, p), b.sign(k, p)]),
               trust=f"{key} ed-a", threshold="2")
        vector(f"twice-{key}-not-needed", twice, "also where one is enough",
               pack(sigs=lambda p, k=key: [b.sign(k, p), b.sign(k, p)]),
               trust=key)
    vector("twice-both-halves", twice, "the same with S and n - S",
           pack(sigs=b.ec_halves), trust="ec ed-a", threshold="2")
    vector("threshold-zero", "zero-threshold", "asks for none", pack(),
           threshold="0")
    vector("threshold-zero-unsigned", "zero-threshold", "and gets none",
           pack(keys=[]), threshold="0")
    vector("trust-empty", "no-trusted-keys", "no key", pack(), trust="")
    vector("trust-all-revoked", "no-trusted-keys", "every key is revoked",
           pack(), revoked="ed-a")
    vector("revoked-needed", "revoked-key", "one of two is revoked",
           pack(keys=["ed-a", "ed-b"]), trust="ed-a ed-b ed-c", threshold="2",
           revoked="ed-b")
    vector("revoked-only", "revoked-key", "signed by a revoked key",
           pack(keys=["ed-b"]), trust="ed-a ed-b", revoked="ed-b")
    vector("revoked-unlisted", "revoked-key", "revoked and not trusted either",
           pack(keys=["ed-b"]), revoked="ed-b")


def policies():
    p = pack()
    expiring = pack(manifest() + [(7, uint(1000))])
    applier = pack(manifest() + [(9, tstr("1.10.0"))])
    vector("policy-product", "wrong-product", "case matters", p, product="Shop")
    vector("policy-channel", "wrong-channel", "none, but one is asked for", p,
           channel="beta")
    vector("policy-older", "older-sequence", "8 was accepted", p,
           accepted="8 " + b.package_id(p))
    vector("policy-reused", "sequence-reused", "another 7 was accepted", p,
           accepted="7 " + "00" * 32)
    vector("policy-expired", "expired", "at its very time", expiring,
           now="1000")
    vector("policy-expired-long", "expired", "long after", expiring,
           now=str(2**63))
    vector("policy-no-clock", "expired", "nobody knows the time", expiring)
    vector("policy-applier", "applier-too-old", "1.9.0 is before 1.10.0",
           applier, applier="1.9.0")
    vector("policy-applier-nonsense", "applier-too-old", "no version", applier,
           applier="new")
    vector("policy-withdrawn", "revoked-package", "withdrawn", p,
           withdrawn=b.package_id(p))


def sections():
    size, changed = "section-sizes", "changed-section"
    s = b.SECTION
    vector("section-flipped", changed, "a bit", b.flip(pack(), -1))
    vector("section-other", changed, "another section of the same size",
           pack(sections=[s[::-1]]))
    two = manifest(image(), image(name=uint(0), section=s[::-1],
                                  base=b.elf(build_id=b"2")))
    vector("section-swapped", changed, "two in the wrong order",
           pack(two, sections=[s[::-1], s]))
    vector("section-last-flipped", changed, "in the second of two",
           b.flip(pack(two, sections=[s, s[::-1]]), -1))
    vector("section-more", size, "a byte more than the manifest says",
           pack(sections=[s + b"x"]))
    vector("section-less", size, "a byte less", pack(sections=[s[1:]]))
    vector("section-none", size, "none", pack(sections=[]))
    vector("section-missing", size, "one of two", pack(two, sections=[s]))
    vector("section-extra", size, "two of one", pack(sections=[s, s]))


def main():
    import vector_manifests
    folder = pathlib.Path(sys.argv[1])
    for make in (good, frames, blocks, bad_signatures, thresholds, policies,
                 sections):
        make()
    for name, about, content in vector_manifests.malformed():
        vector(f"manifest-{name}", "malformed-manifest", about, pack(content))
    assert len({v[0] for v in VECTORS}) == len(VECTORS)
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    for key in b.KEYS:
        (folder / "keys" / f"{key}.pub").write_bytes(b.public_pem(key))
    for name, header, package in VECTORS:
        lines = [f"{k}: {v}".rstrip() for k, v in header.items()] + [""]
        digits = package.hex()
        lines += [digits[i:i + 80] for i in range(0, len(digits), 80)]
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n")
    print(f"{len(VECTORS)} vectors")


if __name__ == "__main__":
    main()
