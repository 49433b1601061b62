// The command line as a value, and the table of its options (cli/options.h).
#ifndef HOTPATCH_HPDIFF_OPTIONS_H
#define HOTPATCH_HPDIFF_OPTIONS_H

#include "cli/options.h"
#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpdiff/exit_status.h"
#include "hpdiff/select.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

enum class Command : std::uint8_t { diff, show, completions, man };

// Output paths: "-" is standard output, empty is none.
struct Options {
  Command command = Command::diff;
  std::string pre, post;
  std::string function; // show
  std::string shell;    // completions

  std::string json, markdown, html, csv;
  std::size_t markdown_limit = 60000; // bytes
  bool is_stat = false;
  bool is_quiet = false;
  bool lists_all = false;
  bool has_instructions = false; // --asm
  std::string explain;           // a function, or empty

  std::optional<ClassSet> classes;
  std::string name_pattern, object_glob;
  std::optional<SortKey> sort;
  std::optional<std::size_t> limit; // 0: no limit

  std::optional<FailOn> fail_on;
  SkippedPolicy skipped = SkippedPolicy::trouble;
  std::size_t threads = 0; // 0: as many as the machine has
  ColorMode color = ColorMode::automatic;
  bool has_builtin_line_rules = true;
  std::vector<std::string> line_rule_files;

  bool is_side_by_side = false; // show
  std::size_t context = 3;      // show: equal rows around a difference
};

// All commands and options; lives as long as the program.
const BasicProgram<Options> &diff_program();

// Checks what no single option can.  malformed: two of an output on "-", --stat
// and --explain, which all go to standard output, two outputs to one file, or a
// name pattern that is no regular expression.
Expected<void> check(const Options &options);

} // namespace hotpatch

#endif
