// The base image as the pre objects explain it: where their functions, data and
// names are in it.
#ifndef HOTPATCH_HPCOMPILE_BASE_VIEW_H
#define HOTPATCH_HPCOMPILE_BASE_VIEW_H

#include "hpcompile/bindings.h"
#include "hpcompile/definitions.h"
#include "hpcompile/needed.h"
#include "hpcompile/placement.h"

#include <map>
#include <optional>
#include <string_view>

namespace hotpatch {

class BaseView {
public:
  // All must outlive the value.
  BaseView(const Build &pre, const Image &image, const NameIndex &names);

  [[nodiscard]] const Build &pre() const { return pre_; }
  [[nodiscard]] const Image &image() const { return image_; }
  [[nodiscard]] const NameIndex &names() const { return names_; }
  [[nodiscard]] const Placements &placements() const { return placements_; }
  [[nodiscard]] const Bindings &bindings() const { return bindings_; }
  [[nodiscard]] const Definitions &definitions() const { return definitions_; }

  // Where the byte at `offset` of a pre function is; extents count as joined.
  [[nodiscard]] std::optional<Rva> function_place(std::uint32_t object,
                                                  std::uint32_t function,
                                                  std::uint64_t offset) const;
  // Where the unnamed data at a place of a pre section is.
  [[nodiscard]] std::optional<Rva> content_place(std::uint32_t object,
                                                 std::uint32_t section,
                                                 std::uint64_t offset) const;
  // Where a global symbol is defined in the image: by a placed section of an
  // object, else by the image's symbols.
  [[nodiscard]] std::optional<Rva> definition_of(std::string_view name) const;
  // Of what the image is known to hold, though perhaps not where.
  [[nodiscard]] const Needed &needed() const { return needed_; }
  // The slot that holds the symbol's address from loading on and that no code
  // writes, or null.
  [[nodiscard]] const Slot *slot_of(std::string_view name) const;
  // The same for jumping through: it may hold a place that finds the address.
  [[nodiscard]] const Slot *jump_slot_of(std::string_view name) const;
  // A place of read-only data that has these bytes, aligned so, none of which
  // the loader changes.
  [[nodiscard]] std::optional<Rva> find_bytes(BytesView bytes,
                                              std::uint64_t alignment) const;

private:
  [[nodiscard]] std::optional<Rva>
  placed_definition(std::string_view name) const;

  const Build &pre_;
  const Image &image_;
  const NameIndex &names_;
  Placements placements_;
  Bindings bindings_;
  Definitions definitions_;
  Needed needed_;
  std::map<std::string_view, const Slot *> slots_, jump_slots_; // by name
};

} // namespace hotpatch

#endif
