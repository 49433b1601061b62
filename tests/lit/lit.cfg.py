# How lit finds and runs the tests of this folder.  `lit_config` and `config`
# are given by lit.  Parameter: build, a configured build tree.
import os

import lit.formats

config.name = "hotpatch"
config.suffixes = [".test", ".s", ".c", ".yaml"]
config.excludes = ["Inputs"]
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(os.path.abspath(__file__))

build = lit_config.params.get("build")
if not build:
    lit_config.fatal("parameter build is missing: --param build=build/dev")
build = os.path.abspath(build)
config.test_exec_root = os.path.join(build, "tests", "lit")

llvm_bin = "/usr/lib/llvm-19/bin"
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(build, "bin"), llvm_bin, "/usr/bin", "/bin"])
# Messages and sorting must not depend on who runs the tests.
config.environment["LC_ALL"] = "C.UTF-8"
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# Compilers by version; everything else is found in PATH.
config.substitutions += [
    ("%clang", os.path.join(llvm_bin, "clang")),
    ("%gcc", "/usr/bin/gcc-12"),
    ("%mingw", "/usr/bin/x86_64-w64-mingw32-gcc"),
    ("%python", "/usr/bin/python3"),
    ("%build", build),
    ("%exits", "/usr/bin/python3 "
     + os.path.join(config.test_source_root, "Inputs", "exits.py")),
]
