// The instructions that ELF linkers put in place of others around a relocation.
#ifndef HOTPATCH_HPCOMPILE_LINKER_FORMS_H
#define HOTPATCH_HPCOMPILE_LINKER_FORMS_H

#include "hpcompile/access.h"

#include <cstdint>
#include <optional>

namespace hotpatch {

// Bytes [begin, end) of a section that the linker may rewrite as a whole.
struct Window {
  std::uint64_t begin = 0, end = 0;
};

// The window of a relocation in `bytes`, its section's; nothing where linkers
// change nothing but the field.
std::optional<Window> window_of(const Machine &machine, BytesView bytes,
                                const Relocation &relocation);

// What the linker made of a window.
struct LinkerForm {
  Access access = Access::none;
  std::int64_t field = 0;   // where its field is, from the relocation's
  bool is_absolute = false; // the field holds an address or number itself
};

// What became of a window for a relocation of this type, given that it is not
// what the object has; nothing if it is no known form.
std::optional<LinkerForm> linker_form_of(std::uint32_t type, BytesView object,
                                         BytesView image);

} // namespace hotpatch

#endif
