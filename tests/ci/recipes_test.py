#!/usr/bin/python3
"""The recipes of docs/ci, as far as a shell can try them: with stand-ins for
hppack, gh and GitHub that write down how they were called."""

import json
import os
import pathlib
import stat
import subprocess
import tempfile
import textwrap
import unittest

CI = pathlib.Path(__file__).resolve().parents[2] / "docs" / "ci"

HPPACK = """#!/bin/bash
echo "$@" >>calls
while [[ $# -gt 0 ]]; do
  case $1 in
    --json | --markdown | --html | --csv | --junit) echo "$1" >"$2"; shift ;;
  esac
  shift
done
exit "${STATUS:-0}"
"""

# Pull request 7 exists; comment 5 begins with the marker if COMMENT is set.
GH = """#!/bin/bash
printf '%s\\n' "$*" >>calls
case "$*" in
  *"/pulls "*) echo "${PULL-7}" ;;
  *"/comments --paginate"*) [[ -z ${COMMENT:-} ]] || echo 5 ;;
esac
"""


def step(workflow: str, name: str) -> str:
    """The shell text of a step."""
    lines = (CI / workflow).read_text().splitlines()
    begin = lines.index(f"      - name: {name}")
    run = next(i for i in range(begin, len(lines))
               if lines[i] == "        run: |")
    body = []
    for line in lines[run + 1:]:
        if line and not line.startswith(" " * 10):
            break
        body.append(line)
    return textwrap.dedent("\n".join(body))


class RecipesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.work = pathlib.Path(self.folder.name)
        for name, text in (("hppack", HPPACK), ("gh", GH)):
            path = self.work / name
            path.write_text(text)
            path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def tearDown(self):
        self.folder.cleanup()

    def run_shell(self, command, **variables):
        environment = {**os.environ, **variables,
                       "PATH": f"{self.work}:{os.environ['PATH']}"}
        return subprocess.run(command, cwd=self.work, env=environment,
                              capture_output=True, text=True, check=False)

    def calls(self):
        return (self.work / "calls").read_text().splitlines()

    def test_the_step_ends_as_the_report_does_and_leaves_all_reports(self):
        for status in ("0", "1", "2", "3"):
            result = self.run_shell(
                [CI / "size-check.sh", "fix.hpk", "base.so", "full.so", "out"],
                STATUS=status, GITHUB_STEP_SUMMARY=str(self.work / "summary"))
            self.assertEqual(result.returncode, int(status), result.stderr)
        self.assertEqual({p.name for p in (self.work / "out").iterdir()},
                         {"report.json", "report.md", "report.html",
                          "report.csv", "junit.xml"})
        self.assertIn("--markdown", (self.work / "summary").read_text())
        self.assertIn("report fix.hpk --image base.so --full full.so",
                      self.calls()[0])
        self.assertIn("--budget hotpatch.toml", self.calls()[0])

    def test_a_baseline_is_used_only_if_there_is_one(self):
        command = [CI / "size-check.sh", "fix.hpk", "base.so", "full.so", "out",
                   "base.json"]
        self.run_shell(command)
        self.assertNotIn("--baseline", self.calls()[0])
        (self.work / "base.json").write_text("{}")
        self.run_shell(command)
        self.assertIn("--baseline base.json", self.calls()[1])

    def post(self, markdown="<!-- hppack:foo -->\n### x | `y` \"z\"\n", **variables):
        (self.work / "report").mkdir(exist_ok=True)
        (self.work / "report" / "report.md").write_text(markdown)
        return self.run_shell(
            ["bash", "-e", "-c", step("hotpatch-size-comment.yml", "Post it")],
            REPOSITORY="o/r", HEAD_OWNER="fork", HEAD_BRANCH="a&b", **variables)

    def test_the_first_comment_is_new_and_later_ones_replace_it(self):
        self.assertEqual(self.post().returncode, 0)
        self.assertIn("head=fork:a&b", self.calls()[0])
        self.assertIn("--method POST repos/o/r/issues/7/comments", self.calls()[-1])
        body = json.loads((self.work / "body.json").read_text())
        self.assertEqual(body["body"], "<!-- hppack:foo -->\n### x | `y` \"z\"\n")
        self.assertEqual(self.post(COMMENT="yes").returncode, 0)
        self.assertIn("--method PATCH repos/o/r/issues/comments/5", self.calls()[-1])

    def test_what_is_no_report_or_has_no_pull_request_is_not_posted(self):
        self.assertNotEqual(self.post("hello\n").returncode, 0)
        self.assertNotEqual(self.post(PULL="").returncode, 0)
        self.assertNotIn("--method P", "\n".join(self.calls()))

    def test_what_is_too_long_is_not_posted(self):
        text = step("hotpatch-size-comment.yml", "Get the Markdown")
        (self.work / "report").mkdir()
        for size, status in ((65000, 0), (65001, 1)):
            (self.work / "report" / "report.md").write_text("x" * size)
            self.assertEqual(self.run_shell(["bash", "-e", "-c", text],
                                            RUN="1", REPOSITORY="o/r").returncode,
                             status)


if __name__ == "__main__":
    unittest.main()
