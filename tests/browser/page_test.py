#!/usr/bin/python3
"""hppack's page in a real browser.

    page_test.py PRINT_MADE_UP_PAGE --work DIR

Renders, sorts, filters, clicks, in light and dark and on paper; leaves
screenshots in DIR for people to look at.
"""

import argparse
import pathlib
import subprocess
import unittest

from chromium import Browser

ROWS = "[...document.querySelectorAll('#functions tbody tr')]"
SHOWN = ROWS + ".filter(row => !row.hidden)"


class PageTest(unittest.TestCase):
    program: str
    work: pathlib.Path

    @classmethod
    def setUpClass(cls):
        cls.work.mkdir(parents=True, exist_ok=True)
        for which in ("full", "large", "hostile"):
            text = subprocess.run([cls.program, which], check=True,
                                  capture_output=True).stdout
            (cls.work / f"{which}.html").write_bytes(text)
        cls.browser = Browser()
        cls.browser.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def open(self, which: str, dark: bool = False, media: str = ""):
        b = self.browser
        b.call("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        b.call("Emulation.setDeviceMetricsOverride", width=1200, height=800,
               deviceScaleFactor=1, mobile=False)
        b.open((self.work / f"{which}.html").resolve().as_uri())
        return b

    def column(self, index: int) -> list[str]:
        return self.browser.value(
            f"{SHOWN}.map(row => row.cells[{index}].textContent)")

    def test_renders_without_errors_and_requests(self):
        b = self.open("full")
        self.assertEqual(b.problems(), [])
        self.assertEqual(b.value("document.querySelectorAll('.bars rect').length"), 5)
        # Two objects and two functions that have bytes.
        self.assertEqual(b.value("document.querySelectorAll('#treemap g').length"), 4)
        self.assertGreater(b.value("document.querySelector('#history-chart canvas').width"), 100)
        self.assertEqual(self.column(1), ["500", "140", "0"])
        b.screenshot(self.work / "light.png")

    def test_areas_are_in_proportion(self):
        b = self.open("full")
        areas = b.value("[...document.querySelectorAll('#treemap rect:not(.object)')]"
                        ".map(r => r.width.baseVal.value * r.height.baseVal.value)")
        self.assertAlmostEqual(areas[0] / areas[1], 500 / 140, delta=0.4)

    def test_sorts_by_number_and_by_text(self):
        b = self.open("full")
        title = "#functions thead th:nth-child(%d)"
        b.click(title % 2)
        self.assertEqual(self.column(1), ["500", "140", "0"])
        b.click(title % 2)
        self.assertEqual(self.column(1), ["0", "140", "500"])
        b.click(title % 4)
        b.click(title % 4)
        self.assertEqual(self.column(3), sorted(self.column(3)))
        self.assertEqual(b.value("document.querySelector('#functions th[aria-sort]').textContent"),
                         "function")

    def test_filters_as_one_types(self):
        b = self.open("full")
        b.click(".filter input")
        b.type("UTIL")
        self.assertEqual(self.column(4), ["util.o"])
        self.assertEqual(b.value("document.querySelector('.filter output').textContent"), "1 rows")

    def test_a_click_into_the_map_filters(self):
        b = self.open("full")
        b.click("#treemap g:nth-of-type(2) rect")
        self.assertEqual(self.column(4), ["util.o"])

    def test_a_link_unfolds_the_difference(self):
        b = self.open("full")
        self.assertFalse(b.value("document.querySelector('details').open"))
        b.click("#functions a")
        b.value("new Promise(done => setTimeout(done, 100))")
        self.assertTrue(b.value("document.querySelector('details').open"))
        self.assertEqual(b.value("document.querySelector('details ins').textContent"),
                         "+ mov eax, 2")

    def test_dark(self):
        b = self.open("full", dark=True)
        ground = "getComputedStyle(document.body).backgroundColor"
        self.assertEqual(b.value(ground), "rgb(18, 18, 18)")
        self.assertEqual(b.problems(), [])
        b.screenshot(self.work / "dark.png")
        self.open("full")
        self.assertEqual(b.value(ground), "rgb(255, 255, 255)")

    def test_prints(self):
        b = self.open("full", media="print")
        self.assertEqual(b.value("getComputedStyle(document.querySelector('.filter')).display"), "none")
        b.screenshot(self.work / "print.png")
        self.open("full")
        pdf = b.print_pdf(self.work / "page.pdf")
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(len(pdf), 10000)

    def test_thousands_of_functions_are_there_within_seconds(self):
        b = self.open("large")
        self.assertEqual(b.problems(), [])
        self.assertEqual(b.value(ROWS + ".length"), 3003)
        milliseconds = b.value("(() => { const begin = performance.now(); draw();"
                               " return performance.now() - begin; })()")
        self.assertLess(milliseconds, 5000)
        b.screenshot(self.work / "large.png")

    def test_hostile_names_are_text(self):
        b = self.open("hostile")
        self.assertEqual(b.problems(), [])
        self.assertFalse(b.value("'attacked' in window"))
        self.assertEqual(b.value("document.querySelectorAll('img, iframe, link').length"), 0)
        name = b.value("document.querySelector('#functions tbody tr').dataset.name")
        self.assertIn("<script>", name)
        self.assertIn(name[:10], b.value("document.querySelector('#treemap').textContent"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options, rest = parser.parse_known_args()
    PageTest.program, PageTest.work = options.program, options.work
    unittest.main(argv=["page_test.py", *rest], verbosity=2)
