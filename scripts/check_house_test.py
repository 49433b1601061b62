#!/usr/bin/python3
"""Shows each rule of check_house.py accepting good sources and refusing bad."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_house  # noqa: E402


class HouseTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.root = pathlib.Path(self._folder.name)

    def write(self, path: str, text: str) -> pathlib.Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def found(self, rule: str, path: str, text: str) -> list[str]:
        """What the rule says about a tree of one source file."""
        file = self.write(path, text)
        messages = [v.message for v in check_house.RULES[rule](self.root)]
        file.unlink()
        return messages

    def assert_refused(self, rule, path, text, message):
        messages = self.found(rule, path, text)
        self.assertEqual(len(messages), 1, messages)
        self.assertIn(message, messages[0])

    def assert_accepted(self, rule, path, text):
        self.assertEqual(self.found(rule, path, text), [])


class Includes(HouseTest):
    def test_folders_below_are_allowed(self):
        self.assert_accepted("includes", "hpdiff/match.cc",
                             '#include "formats/object/object_file.h"\n'
                             '#include "hpdiff/report.h"\n'
                             "#include <vector>\n#include <sys/mman.h>\n")

    def test_folder_above(self):
        self.assert_refused("includes", "formats/core/bytes.cc",
                            '#include "hpdiff/report.h"\n',
                            "formats/core includes")

    def test_folder_beside(self):
        self.assert_refused("includes", "formats/object/elf.cc",
                            '#include "formats/isa/instruction.h"\n',
                            "expected only formats/object and formats/core")

    def test_packing_knows_no_objects(self):
        self.assert_refused("includes", "hppack/report.cc",
                            '#include "formats/object/archive.h"\n',
                            "hppack includes")

    def test_path_not_from_the_root(self):
        self.assert_refused("includes", "hpdiff/match.cc",
                            '#include "report.h"\n', "path from the")

    def test_unknown_folder(self):
        self.assert_refused("includes", "formats/misc/a.cc", "",
                            "formats/misc is no known folder")

    def test_llvm_in_a_source_of_formats(self):
        self.assert_accepted("includes", "formats/object/coff.cc",
                             "#include <llvm/Object/COFF.h>\n")

    def test_llvm_in_a_header(self):
        self.write("formats/object/CMakeLists.txt",
                   "hp_library(x\n  SOURCES a.cc\n  HEADERS a.h coff.h\n)\n")
        self.assert_refused("includes", "formats/object/coff.h",
                            '#include "llvm/Object/COFF.h"\n',
                            "by a public header")
        self.assert_accepted("includes", "formats/object/coff_private.h",
                             "#include <llvm/Object/COFF.h>\n")

    def test_llvm_outside_formats(self):
        self.assert_refused("includes", "hpapply/plan.cc",
                            "#include <llvm/Object/COFF.h>\n",
                            "included in hpapply")

    def test_zydis_outside_isa(self):
        self.assert_refused("includes", "hpdiff/compare.cc",
                            "# include <Zydis/Zydis.h>\n",
                            "only in formats/isa")

    def test_option_parser_outside_main(self):
        self.assert_refused("includes", "hpdiff/options.cc",
                            "#include <CLI/CLI.hpp>\n", "only in main.cc")
        self.assert_accepted("includes", "hpdiff/main.cc",
                             "#include <CLI/CLI.hpp>\n")
        self.assert_accepted("includes", "cli/main.h",
                             "#include <CLI/CLI.hpp>\n")
        self.assert_refused("includes", "hpdiff/run.cc",
                            '#include "cli/main.h"\n', "only in main.cc")

    def test_unlisted_package(self):
        self.assert_refused("includes", "hpdiff/match.cc",
                            "#include <boost/any.hpp>\n", "THIRD_PARTY lists")


class Sizes(HouseTest):
    def test_limit_of_sources(self):
        self.assert_accepted("sizes", "hpdiff/a.cc", "int a;\n" * 600)
        self.assert_refused("sizes", "hpdiff/a.cc", "int a;\n" * 601,
                            "601 lines, expected at most 600")

    def test_limit_of_main(self):
        self.assert_accepted("sizes", "hpdiff/main.cc", "int a;\n" * 140)
        self.assert_refused("sizes", "hpdiff/main.cc", "int a;\n" * 141,
                            "141 lines, expected at most 140")

    def test_build_trees_are_not_ours(self):
        self.assert_accepted("sizes", "build/dev/a.cc", "int a;\n" * 601)


class Terms(HouseTest):
    BAD = (
        ("hpdiff/a.cc", "auto n = old_function.size();\n", "pre/post"),
        ("hpdiff/a.cc", 'out << "{\\"new\\": 1}";\n', "pre/post"),
        ("hpdiff/a.cc", "int patched_size = 0;\n", "pre/post"),
        ("hpdiff/a.h", "struct Pair { int left_symbol; };\n", "pre/post"),
        ("docs/a.md", "The routine is compared.\n", "function"),
        ("docs/a.md", "A blob of bytes.\n", "payload"),
        ("docs/a.md", "Each reloc record has a site.\n", "relocation"),
        ("hpdiff/a.cc", "// Finds the twin of a symbol.\n", "match"),
        ("docs/a.md", "The detour is written last.\n", "redirect"),
        ("docs/a.md", "A bundle is signed.\n", "package"),
        ("hpapply/a.cc", "void revert_patch();\n", "roll back"),
    )
    GOOD = (
        ("hpdiff/a.cc", "std::size_t left_pad = 0; // new line, old habits\n"),
        ("docs/a.md", "The personality routine is reached by a thunk.\n"),
    )

    def test_bad_words(self):
        for path, text, message in self.BAD:
            with self.subTest(text=text):
                self.assert_refused("terms", path, text, message)

    def test_good_words(self):
        for path, text in self.GOOD:
            with self.subTest(text=text):
                self.assert_accepted("terms", path, text)

    def test_glossary_lists_each_word(self):
        root = pathlib.Path(__file__).resolve().parent.parent
        glossary = (root / "docs/GLOSSARY.md").read_text(encoding="utf-8")
        for word, _, _ in check_house.TERMS:
            for part in word.split("/"):
                self.assertIn(part, glossary)


class Effects(HouseTest):
    def test_printing(self):
        self.assert_refused("effects", "hpdiff/a.cc",
                            'std::cout << "hello";\n', "prints")
        self.assert_accepted("effects", "hpdiff/main.cc",
                             'std::cout << "hello";\n')

    def test_ending(self):
        self.assert_refused("effects", "formats/isa/a.cc", "exit(1);\n",
                            "ends the program")
        self.assert_accepted("effects", "formats/isa/a.cc",
                             '// never exit(1)\nsay("exit (1)");\n'
                             "find_exit(x);\n")

    def test_files(self):
        self.assert_refused("effects", "hpdiff/a.cc", "#include <fstream>\n",
                            "touches files")
        self.assert_refused("effects", "hpdiff/a.cc",
                            "if (std::filesystem::exists(p))\n",
                            "touches files")
        self.assert_accepted("effects", "hpdiff/a.cc",
                             "return std::filesystem::path(p).filename();\n")
        self.assert_accepted("effects", "formats/core/file.cc",
                             "#include <fstream>\n")

    def test_programs(self):
        self.assert_refused("effects", "hppack/a.cc", "posix_spawnp(&pid);\n",
                            "starts a program")
        self.assert_accepted("effects", "formats/core/program.cc",
                             "posix_spawnp(&pid);\n")
        self.assert_accepted("effects", "hppack/a.cc", "file_system(x);\n")


if __name__ == "__main__":
    unittest.main()
