// What a command gives to the one who called it, and the world it runs in.
#ifndef HOTPATCH_CLI_OUTPUT_H
#define HOTPATCH_CLI_OUTPUT_H

#include "cli/terminal.h"
#include "formats/core/error.h"
#include "formats/core/file.h"

#include <functional>
#include <string>

namespace hotpatch {

// `write` produces the content when it is called, and refers to the report and
// options it was made from.
struct Output {
  std::string path; // "-" is standard output
  std::function<void(const Sink &)> write;
};

Output text_output(std::string path, std::string text);

// The world outside, as far as a command needs it.
struct Surroundings {
  Terminal terminal; // standard output
  Sink progress;     // for a line that is overwritten; empty: none
  std::function<Expected<void>(const Output &)> write;
  std::function<void(const Error &)> complain; // of what is no reason to stop
};

} // namespace hotpatch

#endif
