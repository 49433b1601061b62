#!/usr/bin/python3
"""foreign.py HPDIFF [--work DIR] [--keep DIR]

Runs hpdiff over the objects of LLVM's and binutils' own test sources (Debian
source packages llvm-toolchain-19 and binutils, downloaded into DIR): binary
inputs as they are, and what yaml2obj makes of their test files.  Many of them
are broken on purpose.  Each is compared with itself, with a touched copy and
with a neighbour: exit 0, 1 or 2, under 5 s and 512 MB.  Nothing of it is kept in
this repository.  On demand and in .ci/run, not part of the tests.
"""
import argparse
import os
import re
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from generate import YAML2OBJ  # noqa: E402
from limits import is_sanitized, run_limited  # noqa: E402

SECONDS, MEGABYTES = 5.0, 512
PACKAGES = ("llvm-toolchain-19", "binutils")
BINARY = re.compile(r"/(?:test|testsuite)/.*(?:\.(?:o|obj|a|lib|so|elf|coff|exe|dll|bin)|[.-](?:elf|coff)[-.\w]*|\.(?:x86_64|i386|arm|aarch64|ppc|mips))$", re.I)
MAGICS = (b"\x7fELF", b"!<arch>", b"!<thin>", b"\x64\x86", b"\x4c\x01", b"\0\0\xff\xff", b"\x64\xaa", b"\xc4\x01", b"BC\xc0\xde", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"MZ", b"\x01\xdf", b"\x01\xf7")
YAML_TEST = re.compile(r"/llvm/test/tools/(?:llvm-(?:readobj|objdump|objcopy|ar|nm|size|strip)|yaml2obj|obj2yaml)/.*\.(?:test|yaml)$")


def download(work):
    """The .orig tarballs, by apt; needs deb-src entries, which it adds as root."""
    os.makedirs(work, exist_ok=True)
    have = [f for f in os.listdir(work) if ".orig" in f and ".tar." in f and not f.endswith(".asc")]
    if all(any(f.startswith(p) for f in have) for p in PACKAGES):
        return
    folder = "/etc/apt/sources.list.d"
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        text = open(path).read() if name.endswith(".sources") else ""
        if re.search(r"^Types: deb$", text, re.M):
            with open(path, "w") as file:
                file.write(re.sub(r"^Types: deb$", "Types: deb deb-src", text, flags=re.M))
    subprocess.run(["apt-get", "update", "-q"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["apt-get", "source", "-q", "--download-only", *PACKAGES], cwd=work, check=True, stdout=subprocess.DEVNULL)


def unpack(work):
    """Writes binary inputs and YAML tests below DIR/files; returns that folder."""
    files = os.path.join(work, "files")
    if os.path.exists(os.path.join(files, ".complete")):
        return files
    count = 0
    for name in sorted(os.listdir(work)):
        if ".orig" not in name or ".tar." not in name or name.endswith(".asc"):
            continue
        with tarfile.open(os.path.join(work, name), "r|*") as archive:
            for entry in archive:
                count += take(entry, archive, files)
    with open(os.path.join(files, ".complete"), "w") as file:
        file.write(f"{count}\n")
    return files


def take(entry, archive, files):
    if not entry.isfile() or entry.size > 32 << 20:
        return 0
    is_yaml = YAML_TEST.search(entry.name)
    if not is_yaml and not BINARY.search(entry.name):
        return 0
    data = archive.extractfile(entry).read()
    flat = re.sub(r"[^\w.+-]", "_", entry.name.split("/", 1)[1])
    if is_yaml:
        write(os.path.join(files, "yaml", flat), data)
    elif data.startswith(MAGICS) or "/Inputs/" in entry.name:
        write(os.path.join(files, "binary", flat), data)
    return 1


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def yaml_objects(files):
    """Every document of every YAML test that yaml2obj accepts, as an object."""
    out = os.path.join(files, "made")
    if os.path.exists(os.path.join(out, ".complete")):
        return out
    os.makedirs(out, exist_ok=True)
    def make(name):
        path = os.path.join(files, "yaml", name)
        text = open(path, errors="replace").read()
        for number in range(1, len(re.findall(r"^--- !", text, re.M)) + 1):
            target = os.path.join(out, f"{name}.{number}.o")
            try:
                done = subprocess.run([YAML2OBJ, f"--docnum={number}", path, "-o", target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
                failed = done.returncode != 0
            except subprocess.TimeoutExpired:
                failed = True
            if os.path.exists(target) and (failed or os.path.getsize(target) > 64 << 20):
                os.remove(target)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, sorted(os.listdir(os.path.join(files, "yaml")))))
    write(os.path.join(out, ".complete"), b"")
    return out


def check(hpdiff, path, neighbour, scratch, sanitized):
    """[complaint] of the three comparisons of one file."""
    name = os.path.basename(path)
    touched = os.path.join(scratch, name)
    data = bytearray(open(path, "rb").read())
    if data:
        data[-1] ^= 1
    write(touched, data)
    complaints = []
    for one, two in ((path, path), (path, touched), (neighbour, path)):
        outcome = run_limited([hpdiff, one, two, "--all", "--json", "-"], SECONDS, 0 if sanitized else MEGABYTES)
        complaint = outcome.complaint(SECONDS, MEGABYTES * (3 if sanitized else 1))
        if complaint:
            complaints.append(f"{one} {two}: {complaint}: {outcome.error.strip()[-200:]}")
    os.remove(touched)
    return complaints, outcome.status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hpdiff", nargs="?", help="none: only download and unpack")
    parser.add_argument("--work", default="build/foreign")
    options = parser.parse_args()
    download(options.work)
    files = unpack(options.work)
    made = yaml_objects(files)
    paths = [os.path.join(d, f) for d in (os.path.join(files, "binary"), made) for f in sorted(os.listdir(d)) if not f.startswith(".")]
    print(f"foreign: {len(os.listdir(os.path.join(files, 'binary')))} binary inputs, {len(os.listdir(made)) - 1} made by yaml2obj")
    if not options.hpdiff:
        return 0
    hpdiff, sanitized = os.path.abspath(options.hpdiff), is_sanitized(options.hpdiff)
    scratch = os.path.join(options.work, "touched")
    failures, statuses = [], {}
    for path, neighbour in zip(paths, paths[-1:] + paths):
        complaints, status = check(hpdiff, path, neighbour, scratch, sanitized)
        failures += complaints
        statuses[status] = statuses.get(status, 0) + 1
    for failure in failures:
        print("FAILED", failure)
    print(f"foreign: {len(paths)} files, {3 * len(paths)} runs, {len(failures)} failures; last runs ended with {statuses}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
