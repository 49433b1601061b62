// The command line as a value, and the table of its options (cli/options.h).
#ifndef HOTPATCH_HPPACK_OPTIONS_H
#define HOTPATCH_HPPACK_OPTIONS_H

#include "cli/options.h"
#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hppack/passphrase.h"
#include "hppack/report_markdown.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Indices into the table of commands.
enum class PackCommand : std::uint8_t {
  none, // no word was given
  keygen,
  build,
  sign,
  digest,
  attach,
  verify,
  show,
  extract,
  report,
  completions,
  man,
};

// Output paths: "-" is standard output, empty is none.
struct PackOptions {
  PackCommand command = PackCommand::none;
  std::vector<std::string> payloads = {};
  std::string package = {}; // to read, and by sign and attach to write
  std::string shell = {};   // completions

  std::string output = {}; // keygen: the private key; extract: a folder
  std::string json = {};

  // What a package is to say (build), or must say (verify, show, extract).
  std::optional<std::string> product = {}, channel = {};
  std::uint32_t sequence = 0, supersedes = 0; // 0: not given
  std::vector<std::string> cves = {};
  std::optional<std::uint64_t> created = {}, expires = {}; // since 1970
  bool is_created_now = false;
  std::string notes = {}, notes_file = {}, min_applier = {};

  std::string key = {}, signature = {}, public_key = {};
  PassphraseSource passphrase = {};
  bool has_passphrase = false; // keygen: one is needed

  std::vector<std::string> images = {}, trust = {};
  std::uint32_t threshold = 1;
  std::uint32_t last_sequence = 0; // 0: none
  std::optional<std::uint64_t> at = {};

  // report
  std::vector<std::string> fulls = {};
  std::string markdown = {}, html = {}, csv = {}, junit = {};
  std::size_t markdown_limit = default_markdown_limit; // bytes
  std::string baseline = {}, budget = {}, history = {}, diff = {};
  std::uint32_t endpoints = 0; // 0: not asked
  std::uint64_t bandwidth = 0; // bytes a second, for all
  bool has_other_deltas = false;
  std::string cyclonedx = {}, openvex = {}, csaf = {};
  std::string author = {}, author_url = {};

  bool is_quiet = false;
  ColorMode color = ColorMode::automatic;
};

// All commands and options; lives as long as the program.
const BasicProgram<PackOptions> &pack_program();

// Checks what no single option can.  malformed: no command, two sources of one
// thing, two outputs in one place, a private key to standard output.
Expected<void> check(const PackOptions &options);

} // namespace hotpatch

#endif
