"""Programs that run while they are changed: built, packed, spoken to."""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = ("hpcompile", "hppack", "hpapply")


def run(command: list, check: bool = True, **more) -> subprocess.CompletedProcess:
    """What a command printed; with `check`, it must succeed."""
    result = subprocess.run([str(part) for part in command], text=True,
                            capture_output=True, timeout=120, **more)
    if check and result.returncode != 0:
        sys.exit(f"{command}: exit status {result.returncode}\n"
                 f"{result.stdout}{result.stderr}")
    return result


class Build:
    """A library with its fixes, and a program that uses it, in a folder."""

    def __init__(self, tools: dict, folder: pathlib.Path, library: str,
                 program: str, compiler: str):
        self.tools, self.folder, self.compiler = tools, folder, compiler
        self.library_source = HERE / library
        folder.mkdir(parents=True)
        self.image = self.link(1)
        self.program = folder / "program"
        run([compiler, "-O1", "-g", "-rdynamic", "-pthread", HERE / program,
             self.image, f"-Wl,--enable-new-dtags,-rpath,{folder}", "-o",
             self.program])
        self.key = folder / "vendor.key"
        run([tools["hppack"], "keygen", "-o", self.key])
        self.trust = f"{self.key}.pub"

    def link(self, fixed: int, more: tuple = ()) -> pathlib.Path:
        """The library as the fix with this number makes it; 1: as shipped."""
        folder = self.folder / f"objects-{fixed}{''.join(more)}"
        folder.mkdir()
        run([self.compiler, "-O2", "-g", "-fPIC", f"-DFIXED={fixed}", *more,
             "-c", self.library_source, "-o", folder / "library.o"])
        image = self.folder / ("liblive.so" if fixed == 1 and not more else
                               f"liblive-{fixed}{''.join(more)}.so")
        run([self.compiler, "-shared", "-Wl,--build-id,-soname,liblive.so", folder / "library.o",
             "-o", image])
        return image

    def package(self, fixed: int, sequence: int, supersedes: int = 0,
                product: str = "live") -> pathlib.Path:
        """The signed package of the fix with this number."""
        post = self.folder / f"objects-{fixed}"
        if not post.exists():
            self.link(fixed)
        stem = self.folder / f"{product}-{fixed}-{sequence}-{supersedes}"
        payload, package = f"{stem}.payload", pathlib.Path(f"{stem}.hpk")
        run([self.tools["hpcompile"], self.folder / "objects-1", post,
             "--image", self.image, "--sequence", sequence, "-o", payload])
        run([self.tools["hppack"], "build", payload, "-o", package, "--key",
             self.key, "--product", product, "--sequence", sequence,
             "--image", self.image]
            + (["--supersedes", supersedes] if supersedes else []))
        return package


class Target:
    """A running program that answers lines."""

    def __init__(self, build: Build, arguments: tuple = (),
                 env: dict | None = None,
                 program: pathlib.Path | None = None):
        self.build = build
        self.process = subprocess.Popen(
            [program or build.program, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})})
        word, number = self.process.stdout.readline().split()
        assert word == "pid"
        self.pid = int(number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def ask(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def is_running(self) -> bool:
        return self.process.poll() is None

    def hpapply(self, command: str, *more, prefix: tuple = ()) -> tuple:
        """Exit status, JSON, standard error."""
        result = run([*prefix, self.build.tools["hpapply"], command, *more,
                      "--pid", self.pid, "--json", "-"], check=False)
        return (result.returncode,
                json.loads(result.stdout) if result.stdout else None,
                result.stderr)

    def apply(self, package: pathlib.Path, *more, prefix: tuple = ()) -> tuple:
        return self.hpapply("apply", package, "--trust", self.build.trust,
                            "--timeout", "1", *more, prefix=prefix)

    def roll_back(self, *more, prefix: tuple = ()) -> tuple:
        return self.hpapply("rollback", "--timeout", "1", *more, prefix=prefix)

    def status(self) -> tuple:
        return self.hpapply("status")
