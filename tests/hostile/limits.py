"""Runs a program under the limits that hostile input must not break."""
import os
import resource
import signal
import subprocess
import tempfile
import time


class Outcome:
    def __init__(self, status, seconds, peak_mb, error):
        self.status, self.seconds, self.peak_mb, self.error = status, seconds, peak_mb, error

    def complaint(self, seconds, megabytes):
        """What is wrong with this run, or an empty string."""
        if self.status is None:
            return f"still running after {seconds:.0f} s"
        if self.status < 0:
            return f"signal {signal.Signals(-self.status).name}"
        if self.status not in (0, 1, 2):
            return f"exit {self.status}"
        if self.peak_mb > megabytes:
            return f"{self.peak_mb:.0f} MB, allowed {megabytes}"
        if self.seconds > seconds:
            return f"{self.seconds:.1f} s, allowed {seconds:.0f}"
        return ""


def is_sanitized(binary):
    with open(binary, "rb") as file:
        return b"__asan_init" in file.read()


def run_limited(command, seconds, megabytes=0):
    """`megabytes` limits the address space; 0 leaves it (sanitizers need much).

    The peak is that of resident memory."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    with tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=limit)
        status = usage = None
        while time.monotonic() - started < seconds:
            pid, code, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(code)
                break
            time.sleep(0.0005 if time.monotonic() - started < 0.02 else 0.005)
        else:
            os.kill(child.pid, signal.SIGKILL)
            _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0 if status is None else status
        took = time.monotonic() - started
        errors.seek(0)
        return Outcome(status, took, usage.ru_maxrss / 1024, errors.read(65536).decode(errors="replace"))
