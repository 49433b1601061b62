"""Manifests that are none: signed like any other, so that only decoding can
find out."""

from vector_bases import (ALL_FIELDS, array, bstr, elf, head, image,
                          image_items, manifest, pairs, pe, tstr, uint)


def replaced(items, at, item):
    return items[:at] + [item] + items[at + 1:]


def with_item(at, item):
    """small manifest with another item in its image."""
    return manifest(array(replaced(image_items(), at, item)))


def with_base(base):
    return manifest(image(base=base))


def with_field(key, value):
    return [(k, value if k == key else v) for k, v in ALL_FIELDS]


def cbor():
    m = pairs(manifest())
    small = manifest()
    product, sequence, images = (v for _, v in small)
    yield "empty-map", "no pair", pairs([])
    yield "byte-behind", "a byte behind", m + b"\0"
    yield "twice", "another manifest behind", m + m
    yield "cut", "without its last byte", m[:-1]
    yield "array", "an array for a map", array([product, sequence, images])
    yield "text", "a text for a map", tstr("manifest")
    yield "json", "JSON", b'{"product":"shop","sequence":7}'
    yield "map-count-less", "a pair that is not counted", b"\xa2" + m[1:]
    yield "map-count-more", "a pair that is not there", b"\xa4" + m[1:]
    yield "map-count-huge", "2^64 - 1 pairs", head(5, 2**64 - 1, 8) + m[1:]
    yield "map-long-head", "number of pairs in two bytes", head(5, 3, 1) + m[1:]
    yield "map-indefinite", "without a number of pairs", b"\xbf" + m[1:] + b"\xff"
    yield "key-unknown", "key 10", small + [(10, uint(1))]
    yield "key-large", "key 24", small + [(24, uint(1))]
    yield "key-twice", "key 2 twice", small + [(2, images)]
    yield "key-descending", "keys 0, 2, 1", [small[0], small[2], small[1]]
    yield "key-optional-first", "key 3 before 2", (
        small[:2] + [(3, tstr("c"))] + small[2:])
    yield "key-text", "a text as key", m[:1] + tstr("a") + m[2:]
    yield "key-negative", "-1 as key", m[:1] + b"\x20" + m[2:]
    yield "key-long-head", "key 0 in two bytes", m[:1] + head(0, 0, 1) + m[2:]
    yield "no-product", "no product", small[1:]
    yield "no-sequence", "no sequence number", [small[0], small[2]]
    yield "no-images", "no images", small[:2]
    for width in (1, 2, 4, 8):
        yield f"long-number-{width}", f"sequence number in {width} more bytes", (
            manifest(sequence=head(0, 7, width)))
    for name, value in (("float16", b"\xf9\x47\0"), ("float64", b"\xfb" + bytes(8)),
                        ("tag", b"\xc1\x07"), ("false", b"\xf4"),
                        ("true", b"\xf5"), ("null", b"\xf6"),
                        ("undefined", b"\xf7"), ("negative", b"\x26"),
                        ("text", tstr("7")), ("bytes", bstr(b"\7")),
                        ("bignum", b"\xc2\x41\x07"), ("reserved", b"\x1c"),
                        ("break", b"\xff"), ("array", array([uint(7)]))):
        yield f"sequence-{name}", f"sequence number as {name}", (
            manifest(sequence=value))
    yield "product-bytes", "product as bytes", manifest(product=bstr(b"shop"))
    yield "product-chunks", "product in pieces", (
        manifest(product=b"\x7f\x64shop\xff"))
    yield "product-long-head", "length of product in two bytes", (
        manifest(product=head(3, 4, 1) + b"shop"))
    yield "product-huge", "product of 2^64 - 1 bytes", (
        manifest(product=head(3, 2**64 - 1, 8) + b"shop"))
    yield "images-indefinite", "images without their number", (
        small[:2] + [(2, b"\x9f" + image() + b"\xff")])
    yield "images-huge", "2^31 images", (
        small[:2] + [(2, head(4, 2**31, 4) + image())])
    yield "deep-arrays", "arrays within another", (
        small[:2] + [(2, b"\x81" * 1500)])
    yield "deep-maps", "maps within another", b"\xa1\0" * 1500 + b"\0"
    yield "deep-tags", "tags of tags", b"\xc1" * 1500 + b"\0"


def rules():
    yield "product-empty", "product without a name", manifest(product=tstr(""))
    yield "product-long", "product of 256 bytes", manifest(product=tstr("x" * 256))
    for name, text in (("overlong", b"\xc0\x80"), ("surrogate", b"\xed\xa0\x80"),
                       ("cut", b"\xe2\x82"), ("latin", b"\xe4"),
                       ("above", b"\xf4\x90\x80\x80")):
        yield f"product-utf8-{name}", f"UTF-8: {name}", manifest(product=tstr(text))
    yield "sequence-zero", "sequence number 0", manifest(sequence=uint(0))
    yield "sequence-33-bits", "sequence number 2^32", manifest(sequence=uint(2**32))
    yield "images-none", "an empty list of images", manifest()[:2] + [(2, array([]))]
    yield "images-same-base", "two payloads for one base", (
        manifest(image(), image(name=uint(0), section=b"other")))
    for key, name, empty in ((3, "channel", tstr("")), (4, "supersedes", uint(0)),
                             (5, "cves", array([])), (8, "notes", tstr("")),
                             (9, "applier", tstr(""))):
        yield f"{name}-empty", f"{name} that should be absent", with_field(key, empty)
    yield "channel-long", "channel of 256 bytes", with_field(3, tstr("x" * 256))
    yield "supersedes-itself", "7 supersedes 7", with_field(4, uint(7))
    yield "supersedes-later", "7 supersedes 8", with_field(4, uint(8))
    yield "cves-descending", "CVEs not in order", (
        with_field(5, array([tstr("b"), tstr("a")])))
    yield "cves-alike", "a CVE twice", with_field(5, array([tstr("a"), tstr("a")]))
    yield "cves-empty-name", "a CVE without a name", with_field(5, array([tstr("")]))
    yield "cves-number", "a CVE as number", with_field(5, array([uint(1)]))
    yield "expires-at-once", "expires when it was created", (
        with_field(7, uint(1780000000)))
    yield "notes-utf8", "notes that are not UTF-8", with_field(8, tstr(b"\xff"))
    for version in ("1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "1.2.3 ",
                    "1.2.4294967296", "-1.2.3", "1..3"):
        yield f"applier-{version.strip()}" + "-blank" * version.endswith(" "), (
            f"applier \"{version}\""), with_field(9, tstr(version))


def images():
    items = image_items()
    yield "image-six-items", "an image of six items", manifest(array(items[:6]))
    yield "image-nine-items", "an image of nine items", (
        manifest(array(items + [uint(1)])))
    yield "image-map", "an image as map", manifest(pairs([(0, items[0])]))
    for name, text in (("empty", ""), ("dot", "."), ("dots", ".."),
                       ("slash", "a/b"), ("root", "/etc/passwd"),
                       ("backslash", "..\\a"), ("nul", "a\0b"), ("line", "a\nb"),
                       ("escape", "\x1b[2J"), ("delete", "\x7f"),
                       ("long", "n" * 256)):
        yield f"name-{name}", f"file name: {name}", manifest(image(name=tstr(text)))
    yield "name-number-first", "the first image's name as number", (
        manifest(image(name=uint(0))))
    for name, number in (("itself", 1), ("later", 2)):
        yield f"name-number-{name}", f"the name of image {number}", (
            manifest(image(), image(name=uint(number), base=pe())))
    yield "name-repeated", "a name that was there before", (
        manifest(image(), image(base=pe())))
    for at, name in ((2, "stored"), (4, "stream"), (5, "payload")):
        yield f"{name}-zero", f"{name} of no byte", with_item(at, uint(0))
        yield f"{name}-large", f"{name} of 64 MiB and a byte", (
            with_item(at, uint(2**26 + 1)))
        yield f"{name}-huge", f"{name} of 2^64 - 1 bytes", (
            with_item(at, uint(2**64 - 1)))
    for at, name in ((3, "stored"), (6, "payload")):
        yield f"{name}-digest-short", f"digest of {name}: 31 bytes", (
            with_item(at, bstr(bytes(31))))
        yield f"{name}-digest-long", f"digest of {name}: 33 bytes", (
            with_item(at, bstr(bytes(33))))
        yield f"{name}-digest-text", f"digest of {name} as text", (
            with_item(at, tstr("x" * 32)))
    yield "check-text", "base check as text", with_item(7, tstr("x"))


def bases():
    yield "base-format", "format 2", with_base(replaced(elf(), 0, uint(2)))
    yield "base-elf-as-pe", "items of ELF under PE", (
        with_base(replaced(elf(), 0, uint(1))))
    yield "base-pe-as-elf", "items of PE under ELF", (
        with_base(replaced(pe(), 0, uint(0))))
    yield "base-short", "ELF without a build id", with_base(elf()[:4])
    yield "base-long", "ELF with one item more", with_base(elf() + [uint(0)])
    yield "base-pe-seven", "a GUID without an age", with_base(pe()[:7])
    yield "base-pe-nine", "PE with one item more", with_base(pe() + [uint(0)])
    yield "base-pe-zero-pdb", "a PDB of zeros that should be absent", (
        with_base(pe(pdb=(bytes(16), 0))))
    yield "base-pe-short-guid", "a GUID of 15 bytes", (
        with_base(pe(pdb=(bytes(15), 1))))
    yield "base-pe-age", "an age of 33 bits", (
        with_base(pe(pdb=(bytes(16), 2**32))))
    yield "base-machine", "machine 0x10000", with_base(elf(machine=65536))
    yield "base-size-zero", "an image of no byte", with_base(elf(size=0))
    yield "base-size-large", "an image of 2 GiB", with_base(elf(size=2**31))
    yield "base-digest", "a digest of 20 bytes", (
        with_base(replaced(elf(), 3, bstr(bytes(20)))))
    yield "base-build-id-long", "a build id of 256 bytes", (
        with_base(elf(build_id=bytes(256))))
    yield "base-build-id-text", "a build id as text", (
        with_base(replaced(elf(), 4, tstr("id"))))


def malformed():
    for group in (cbor, rules, images, bases):
        yield from group()
