// What the modules of a process export.
#ifndef HOTPATCH_HPAPPLY_EXPORTS_H
#define HOTPATCH_HPAPPLY_EXPORTS_H

#include "formats/core/error.h"
#include "hpapply/images.h"
#include "hpapply/process.h"

#include <optional>
#include <string_view>
#include <vector>

namespace hotpatch {

// Where an export of some module lies.
struct ExportPlace {
  Address address = 0;
  bool is_indirect = false; // what the function there returns is meant
};

// Reads each module at most once, and none before it is asked.
class Exports {
public:
  explicit Exports(Process &process) : process_(process) {}

  // Of the first module, in the order of Process::modules(), that has it;
  // nothing: none has.  io: the process cannot be read.
  Expected<std::optional<ExportPlace>> find(std::string_view name);

private:
  Process &process_;
  std::optional<std::vector<LoadedModule>> modules_ = {};
  std::vector<RunningImage> images_ = {}; // of the first of them
  std::size_t read_ = 0;                  // so many of them were looked at
};

} // namespace hotpatch

#endif
