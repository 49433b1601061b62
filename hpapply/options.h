// The command line as a value, and the table of its options (cli/options.h).
#ifndef HOTPATCH_HPAPPLY_OPTIONS_H
#define HOTPATCH_HPAPPLY_OPTIONS_H

#include "cli/options.h"
#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpapply/change.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// In the order of the table of commands.
enum class ApplyCommand : std::uint8_t {
  none, // no word was given
  apply,
  rollback,
  status,
  run,
  completions,
  man,
};

// Output paths: "-" is standard output, empty is none.
struct ApplyOptions {
  ApplyCommand command = ApplyCommand::none;
  std::string package = {};
  std::vector<std::string> program = {}; // run: with its arguments
  std::string shell = {};                // completions
  std::uint32_t pid = 0;

  std::vector<std::string> trust = {};
  std::uint32_t threshold = 1;
  std::optional<std::string> product = {}, channel = {};
  std::uint32_t last_sequence = 0; // 0: none
  std::uint32_t sequence = 0;      // rollback; 0: all

  ChangePolicy policy = {};
  std::string probe = {};  // a shell command; empty: none
  Duration probe_for = {}; // how long it is repeated
  std::string state = {};  // folder of quarantines; empty: the usual one
  bool ignores_quarantine = false;
  std::string json = {};
  bool is_quiet = false;
  ColorMode color = ColorMode::automatic;
};

// All commands and options; lives as long as the program.
const BasicProgram<ApplyOptions> &apply_program();

// Checks what no single option can.  malformed: no command; a time for a probe
// that is not there.
Expected<void> check(const ApplyOptions &options);

} // namespace hotpatch

#endif
