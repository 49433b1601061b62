// Where unnamed data ends: at the next place that something refers to.
#ifndef HOTPATCH_HPDIFF_ATOMS_H
#define HOTPATCH_HPDIFF_ATOMS_H

#include "hpdiff/side.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// Cuts the data sections of a side at every symbol and at every place a
// relocation leads to.  Mergeable sections, whose entries tell their extent,
// are cut at symbols only.
class Atoms {
public:
  explicit Atoms(const Side &side);

  // The first place after `offset` where something else begins for certain, at
  // most the section's end.
  [[nodiscard]] std::uint64_t end_of(std::uint32_t section,
                                     std::uint64_t offset) const;
  // The same, counting places that are only read: they may lie within a table.
  [[nodiscard]] std::uint64_t read_end_of(std::uint32_t section,
                                          std::uint64_t offset) const;

private:
  struct Cut {
    std::uint32_t section = 0;
    std::uint64_t offset = 0;
    friend auto operator<=>(const Cut &, const Cut &) = default;
  };
  static void add(std::vector<Cut> &cuts, const ObjectFile &object,
                  std::uint32_t section, std::uint64_t offset);
  static std::uint64_t next(const std::vector<Cut> &cuts, const Cut &after,
                            std::uint64_t none);
  void cut_at_symbols(const ObjectFile &object);
  void cut_at_target(const Side &side, std::uint32_t section,
                     const Relocation &relocation);

  std::vector<std::uint64_t> sizes_; // by section
  std::vector<Cut> cuts_, reads_;    // ascending
};

// What is added to the addend of a PC-relative relocation in data so that it
// counts from the field: COFF counts from behind it.
std::int64_t data_bias(const Side &side, const Relocation &relocation);

} // namespace hotpatch

#endif
