"""Drives Debian's chromium, headless, without anything else installed.

Chromium speaks its DevTools protocol over two pipes (file descriptors 3 and 4),
one JSON document after another, each ended by a zero byte.
"""

import base64
import json
import os
import pathlib
import select
import subprocess
import tempfile
import time

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--remote-debugging-pipe")


class Browser:
    """One browser with one page.  Use it in a `with` statement."""

    def __init__(self, program: str = "/usr/bin/chromium", timeout: float = 60):
        self.program, self.timeout = program, timeout
        self.number, self.session, self.received = 0, None, b""
        self.events = []

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.out = os.pipe()
        self.inp, from_browser = os.pipe()

        def arrange():
            # First out of the way of each other, then to their places.
            a, b = os.dup(to_browser), os.dup(from_browser)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [self.program, *FLAGS, f"--user-data-dir={self.profile.name}",
             "about:blank"], preexec_fn=arrange, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(t for t in targets if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", flatten=True,
                                 targetId=page["targetId"])["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self.session = None
        try:
            self.call("Browser.close")
            self.process.wait(20)
        except (OSError, RuntimeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.out)
        os.close(self.inp)
        self.profile.cleanup()

    def receive(self):
        deadline = time.monotonic() + self.timeout
        while b"\0" not in self.received:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.inp], [], [], left)[0]:
                raise RuntimeError(f"no answer within {self.timeout} s")
            piece = os.read(self.inp, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.received += piece
        message, self.received = self.received.split(b"\0", 1)
        return json.loads(message)

    def call(self, method: str, **params):
        """The result of a protocol method; events meanwhile are kept."""
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.out, json.dumps(request).encode() + b"\0")
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def open(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(e.get("method") == "Page.loadEventFired"
                      for e in self.events):
            self.events.append(self.receive())

    def value(self, expression: str):
        """What a JavaScript expression yields."""
        result = self.call("Runtime.evaluate", expression=expression,
                           returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """A real click into the middle of what the selector finds first."""
        x, y = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y,
                      button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Into what has the focus."""
        self.call("Input.insertText", text=text)

    def problems(self) -> list[str]:
        """Exceptions, errors and requests since open()."""
        found = []
        for event in self.events:
            method, params = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(f"exception: {params['exceptionDetails']}")
            elif method == "Log.entryAdded" \
                    and params["entry"]["level"] == "error":
                found.append(f"log: {params['entry']['text']}")
            elif method == "Runtime.consoleAPICalled" \
                    and params["type"] in ("error", "assert"):
                found.append(f"console: {params['args']}")
            elif method == "Network.requestWillBeSent" \
                    and not params["request"]["url"].startswith("file:"):
                found.append(f"request: {params['request']['url']}")
        return found

    def screenshot(self, path: pathlib.Path) -> None:
        """The page, though not more than its first 4000 rows of pixels."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        image = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                          clip={"x": 0, "y": 0, "width": size["width"],
                                "height": min(size["height"], 4000),
                                "scale": 1})
        path.write_bytes(base64.b64decode(image["data"]))

    def print_pdf(self, path: pathlib.Path) -> bytes:
        data = base64.b64decode(
            self.call("Page.printToPDF", printBackground=False)["data"])
        path.write_bytes(data)
        return data
