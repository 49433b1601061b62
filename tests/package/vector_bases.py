"""What make_vectors.py makes its packages of: CBOR item by item, keys, and
signatures by the openssl command."""

import base64
import functools
import hashlib
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MAGIC = bytes.fromhex("8948504b0d0a1a0a")
TYPE = b"application/vnd.hotpatch.manifest.v1+cbor"
SECTION = b"the packed payload"
P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
PSS = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")
BAD_RSA = (("pkcs1", ()),
           ("salt-20", (*PSS[:3], "rsa_pss_saltlen:20")),
           ("mgf1-sha1", (*PSS, "-sigopt", "rsa_mgf1_md:sha1")),
           ("sha512", (*PSS, "-sha512")))


# CBOR: `width` writes a number in more bytes than it needs.
def head(major, value, width=None):
    if width is None:
        width = 0 if value < 24 else next(w for w in (1, 2, 4, 8)
                                          if value < 256**w)
    if width == 0:
        return bytes([major << 5 | value])
    return (bytes([major << 5 | 23 + width.bit_length()])
            + value.to_bytes(width, "big"))


def uint(value):
    return head(0, value)


def bstr(value):
    return head(2, len(value)) + value


def tstr(text):
    data = text if isinstance(text, bytes) else text.encode()
    return head(3, len(data)) + data


def array(items):
    return head(4, len(items)) + b"".join(items)


def pairs(fields):
    """A map from (key, encoded value) pairs, in the order given."""
    return head(5, len(fields)) + b"".join(uint(k) + v for k, v in fields)


def elf(build_id=b"\xb1" * 20, machine=62, size=0x21000):
    return [uint(0), uint(machine), uint(size), bstr(b"\xc0" * 32),
            bstr(build_id)]


def pe(pdb=(b"\x99" * 16, 1)):
    base = [uint(1), uint(0x8664), uint(0x50000), bstr(b"\xc1" * 32),
            uint(0x66778899), uint(0x1234)]
    return base + ([bstr(pdb[0]), uint(pdb[1])] if pdb else [])


def image_items(name=tstr("libshop.so.1"), base=None, section=SECTION,
                check=0x0123456789abcdef):
    items = [name, array(elf() if base is None else base), uint(len(section)),
             bstr(hashlib.sha256(section).digest()), uint(900), uint(5000),
             bstr(b"\xd1" * 32)]
    return items + ([] if check is None else [uint(check)])


def image(**fields):
    return array(image_items(**fields))


def manifest(*images, product=tstr("shop"), sequence=uint(7)):
    return [(0, product), (1, sequence), (2, array(images or [image()]))]


ALL_FIELDS = manifest() + [
    (3, tstr("stable")), (4, uint(6)),
    (5, array([tstr("CVE-2026-0001"), tstr("CVE-2026-0002")])),
    (6, uint(1780000000)), (7, uint(1790000000)),
    (8, tstr("Fixes the overflow in \u00bbparse\u00ab.\n")),
    (9, tstr("1.20.0"))]


# Packages
def signed_part(content=None, total=len(SECTION)):
    content = manifest() if content is None else content
    data = content if isinstance(content, bytes) else pairs(content)
    return (MAGIC + (1).to_bytes(4, "little") + bytes(4)
            + len(data).to_bytes(4, "little") + bytes(4)
            + total.to_bytes(8, "little") + data)


def pack(content=None, keys=("ed-a",), sections=(SECTION,), sigs=None):
    """`sigs` makes the entries of the block from the signed part."""
    part = signed_part(content, sum(map(len, sections)))
    entries = sorted(sigs(part) if sigs else [sign(key, part) for key in keys])
    body = len(entries).to_bytes(2, "little") + b"".join(entries)
    return (part + len(body).to_bytes(4, "little") + body
            + b"".join(sections))


def block_at(package):
    return 32 + int.from_bytes(package[16:20], "little")


def package_id(package):
    return hashlib.sha256(package[:block_at(package)]).hexdigest()


def put(data, at, value, width):
    return data[:at] + value.to_bytes(width, "little") + data[at + width:]


def flip(data, at):
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def pae(part):
    return b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE, len(part), part)


# Keys
def pem_of(name):
    text = (HERE.parent / "support" / "package_keys.h").read_text()
    found = re.search(rf"string_view {name} =\s*((?:\s*\"[^\"]*\")+);", text)
    return "".join(re.findall(r'"([^"]*)"', found[1])).replace(
        "\\n", "\n").encode()


def ed_pem(seed):
    der = bytes.fromhex("302e020100300506032b657004220420") + seed * 32
    return (b"-----BEGIN PRIVATE KEY-----\n" + base64.b64encode(der)
            + b"\n-----END PRIVATE KEY-----\n")


KEYS = {"ed-a": ed_pem(b"a"), "ed-b": ed_pem(b"b"), "ed-c": ed_pem(b"c"),
        "ec": pem_of("ecdsa"), "rsa": pem_of("rsa")}
ALGORITHMS = {"ed-a": 1, "ed-b": 1, "ed-c": 1, "ec": 2, "rsa": 3}


def openssl(*arguments, **inputs):
    """Runs it in a folder with `inputs` as files, and gives its output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in inputs.items():
            (pathlib.Path(folder) / name).write_bytes(content)
        return subprocess.run(["openssl", *arguments], cwd=folder, check=True,
                              capture_output=True).stdout


@functools.cache
def public_pem(key):
    return openssl("pkey", "-in", "key", "-pubout", key=KEYS[key])


@functools.cache
def key_id(key):
    return hashlib.sha256(openssl("pkey", "-in", "key", "-pubout", "-outform",
                                  "DER", key=KEYS[key])).digest()


def ed25519(key, message):
    return openssl("pkeyutl", "-sign", "-inkey", "key", "-rawin", "-in", "m",
                   key=KEYS[key], m=message)


def dgst(key, message, *options):
    return openssl("dgst", "-sha256", *options, "-sign", "key", "m",
                   key=KEYS[key], m=message)


def sig(key, signature):
    """An entry of the block."""
    return (key_id(key)[:8] + bytes([ALGORITHMS[key]])
            + len(signature).to_bytes(2, "little") + signature)


def sign(key, part=None):
    message = pae(signed_part() if part is None else part)
    if key.startswith("ed"):
        return sig(key, ed25519(key, message))
    return sig(key, dgst(key, message, *(PSS if key == "rsa" else ())))


def plus_order(signature):
    scalar = int.from_bytes(signature[32:], "little") + ED25519_ORDER
    return signature[:32] + scalar.to_bytes(32, "little")


# ECDSA in DER
def der_int(value, zeros=0):
    data = bytes(zeros) + value.to_bytes((value.bit_length() + 8) // 8, "big")
    return b"\x02" + bytes([len(data)]) + data


def der(*parts):
    body = b"".join(parts)
    return b"\x30" + bytes([len(body)]) + body


def ec_numbers(part):
    data = dgst("ec", pae(part))
    size = data[3]
    r = int.from_bytes(data[4:4 + size], "big")
    s = int.from_bytes(data[6 + size:], "big")
    return r, min(s, P256_ORDER - s)


def ec_halves(part):
    r, s = ec_numbers(part)
    return [sig("ec", der(der_int(r), der_int(s))),
            sig("ec", der(der_int(r), der_int(P256_ORDER - s)))]


def bad_der(part):
    r, s = ec_numbers(part)
    good = der(der_int(r), der_int(s))
    return (("flipped", flip(good, 10)),
            ("padded", der(der_int(r, 1), der_int(s))),
            ("padded-s", der(der_int(r), der_int(s, 1))),
            ("long-length", b"\x30\x81" + good[1:]),
            ("indefinite-length", b"\x30\x80" + good[2:] + b"\0\0"),
            ("trailing", good + b"\0"),
            ("trailing-inside", der(der_int(r), der_int(s), b"\x05\0")),
            ("one-number", der(der_int(r))),
            ("raw", r.to_bytes(32, "big") + s.to_bytes(32, "big")),
            ("zero", der(der_int(0), der_int(0))),
            ("s-plus-order", der(der_int(r), der_int(s + P256_ORDER))),
            ("s-zero", der(der_int(r), der_int(0))),
            ("swapped", der(der_int(s), der_int(r))),
            ("sha512", dgst("ec", pae(part), "-sha512")))
