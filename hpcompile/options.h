// The command line as a value, and the table of its options (cli/options.h).
#ifndef HOTPATCH_HPCOMPILE_OPTIONS_H
#define HOTPATCH_HPCOMPILE_OPTIONS_H

#include "cli/options.h"
#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpcompile/compile.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

enum class CompileCommand : std::uint8_t {
  compile,
  validate,
  dump,
  completions,
  man,
};

// Output paths: "-" is standard output, empty is none.
struct CompileOptions {
  CompileCommand command = CompileCommand::compile;
  std::string pre, post;
  std::string payload; // validate, dump: to read
  std::string shell;   // completions

  std::string image, post_image;
  std::vector<std::string> symbols, post_symbols;
  std::uint32_t sequence = 1;
  std::vector<Allowance> allow;
  bool include_noise = false;
  std::size_t threads = 0; // 0: as many as the machine has

  std::string output; // the payload
  std::string json;
  bool is_dry_run = false;
  bool is_quiet = false;
  ColorMode color = ColorMode::automatic;
};

// All commands and options; lives as long as the program.
const BasicProgram<CompileOptions> &compile_program();

// "SLUG:NAME=reason".  NAME ends at the first '='.
// malformed: another shape, an empty part, a slug that there is not, or one
// that cannot be accepted.
Expected<Allowance> parse_allowance(std::string_view text);

// Checks what no single option can.  malformed: no -o without --dry-run, two
// outputs in one place, an output in the place of an input image.
Expected<void> check(const CompileOptions &options);

// What compile() and validate_files() are asked.
CompileInputs compile_inputs_of(const CompileOptions &options);
ValidateInputs validate_inputs_of(const CompileOptions &options);

} // namespace hotpatch

#endif
