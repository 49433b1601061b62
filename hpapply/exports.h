// What the modules of a process export.
#ifndef HOTPATCH_HPAPPLY_EXPORTS_H
#define HOTPATCH_HPAPPLY_EXPORTS_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"
#include "hpapply/images.h"
#include "hpapply/process.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Where an export of some module lies.
struct ExportPlace {
  Address address = 0;
  bool is_indirect = false; // what the function there returns is meant

  friend bool operator==(const ExportPlace &, const ExportPlace &) = default;
};

// Reads each module at most once, and none before it is asked.
class Exports {
public:
  explicit Exports(Process &process) : process_(process) {}

  // Of the first module, in the order of Process::modules(), that has it and,
  // if one is asked for, the module's name; what it forwards to another module
  // is looked for there.  Nothing: none has.  io: the process cannot be read.
  Expected<std::optional<ExportPlace>> find(const PayloadImport &wanted);
  // What a payload for the image at `base` imports: PE, if no module is named,
  // from the first of the modules that the image imports from.
  Expected<std::optional<ExportPlace>> find_for(Address base,
                                                const PayloadImport &wanted);
  Expected<std::optional<ExportPlace>> find(std::string_view name) {
    return find(PayloadImport{.name = std::string(name)});
  }

private:
  Expected<std::optional<ExportPlace>> find(const PayloadImport &wanted,
                                            int forwards);
  // The `i`th module that can be read; null: there are no more.
  Expected<const RunningImage *> image(std::size_t i);

  Process &process_;
  std::optional<std::vector<LoadedModule>> modules_ = {};
  std::deque<RunningImage> images_ = {}; // of the first of them
  std::size_t read_ = 0;                 // so many of them were looked at
};

} // namespace hotpatch

#endif
