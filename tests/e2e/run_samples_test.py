#!/usr/bin/python3
"""Shows run_samples.py noticing each way in which a report can be wrong."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from run_samples import answer_problems, plain_name, problems_of  # noqa: E402
from sample import Change, Expectation  # noqa: E402


def report(functions=(), data=()) -> dict:
    return {
        "functions": [{"name": name, "class": cls, "flags": ["calls"],
                       "match": {"by": "name"}} for name, cls in functions],
        "data": [{"name": name, "class": cls} for name, cls in data],
    }


class RunSamplesTest(unittest.TestCase):
    def check(self, found: dict, expected: list[Change], problem: str | None):
        problems = problems_of(found, expected)
        self.assertEqual(len(problems), 0 if problem is None else 1, problems)
        if problem is not None:
            self.assertIn(problem, problems[0])

    def test_as_expected(self):
        self.check(report([("f", "code"), ("g", "layout_only")],
                          [("counter.0", "identical"), ("counter.1", "added")]),
                   [Change("function", "f", "code", {"flag": "calls"}),
                    Change("data", "counter", "added", {})], None)

    def test_lost_function(self):
        self.check(report(), [Change("function", "f", "code", {})],
                   "function f is not reported")

    def test_extra_function(self):
        self.check(report([("f", "constant")]), [], "f is constant")

    def test_extra_data(self):
        self.check(report(data=[("d", "resized")]), [], "d is resized")

    def test_other_class(self):
        self.check(report([("f", "line_only")]),
                   [Change("function", "f", "constant", {})],
                   "f is line_only, expected constant")

    def test_other_flag(self):
        self.check(report([("f", "code")]),
                   [Change("function", "f", "code", {"flag": "unwind"})],
                   "expected unwind")

    def test_other_match(self):
        self.check(report([("f", "identical")]),
                   [Change("function", "f", "identical",
                             {"match": "content"})], "expected content")

    def test_names_of_static_locals(self):
        self.assertEqual(plain_name("data", "counter.0"), "counter")
        self.assertEqual(plain_name("data", "next_id.counter"), "counter")
        self.assertEqual(plain_name("function", "f.cold"), "f.cold")

    def test_answers(self):
        expectation = Expectation()
        self.assertTrue(expectation.take("compile refuse b a".split()))
        self.assertFalse(expectation.take("compile maybe".split()))
        answer = {"refusals": [{"slug": "a"}, {"slug": "b"}, {"slug": "a"}],
                  "functions": [{"name": "f"}]}
        self.assertEqual(answer_problems(answer, expectation), [])
        expectation.take("compile payload f g".split())
        self.assertIn("expected f g", answer_problems(answer, expectation)[0])
        expectation.take("compile nothing".split())
        self.assertEqual(answer_problems(answer, expectation), [])


if __name__ == "__main__":
    unittest.main()
