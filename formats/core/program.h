// Other programs: the only place that starts them.
#ifndef HOTPATCH_FORMATS_CORE_PROGRAM_H
#define HOTPATCH_FORMATS_CORE_PROGRAM_H

#include "formats/core/error.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Runs the program `command[0]`, found along PATH, to its end, with empty input
// and without its messages.  An argument "{}" becomes the path of a file in
// memory, which the program may write or replace the content of; how many bytes
// it left there is the answer.  Nothing: there is no such program, or it ended
// with another status than 0.
// io: the system refused to start anything.
Expected<std::optional<std::uint64_t>>
output_size_of(const std::vector<std::string> &command);

// Runs `command` in the shell, with empty input and without its messages.  Its
// exit status (128 and a signal's number: killed by that); nothing: it did not
// end within `limit`, and was killed with all that it had started.
// io: the system refused.
Expected<std::optional<int>> run_in_shell(const std::string &command,
                                          std::chrono::milliseconds limit);

} // namespace hotpatch

#endif
