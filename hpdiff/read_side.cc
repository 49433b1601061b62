// See read_side.h.  Debug information knows sections, a comparison functions,
// whose pieces may lie in several sections: rows are asked for extent by extent
// and joined as the function's bytes are.
#include "hpdiff/read_side.h"

#include "formats/object/object_file.h"

namespace hotpatch {
namespace {

Decoder *decoder_for(const ObjectFile &object, Decoders &decoders) {
  switch (object.machine.isa) {
  case Isa::x86_64:
    return &decoders.x86_64;
  case Isa::i386:
    return &decoders.i386;
  case Isa::aarch64:
  case Isa::other:
    return nullptr;
  }
  return nullptr;
}

} // namespace

Expected<Side> read_side(BytesView bytes, Decoders &decoders) {
  ObjectFile object = HP_TRY(read_object(bytes));
  Decoder *decoder = decoder_for(object, decoders);
  return Side(std::move(object), decoder);
}

std::vector<std::vector<LineRow>>
read_function_lines(const Side &side, BytesView bytes,
                    std::span<const std::uint32_t> functions) {
  std::vector<CodeRange> ranges;
  for (std::uint32_t f : functions)
    for (const Extent &extent : side.contents().functions[f].extents)
      ranges.push_back({extent.section, extent.begin, extent.end});
  std::vector<std::vector<LineRow>> result(functions.size());
  Expected<std::vector<std::vector<LineRow>>> rows = read_lines(bytes, ranges);
  if (!rows)
    return result;
  std::size_t range = 0;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    std::uint64_t base = 0;
    for (const Extent &extent :
         side.contents().functions[functions[i]].extents) {
      for (LineRow &row : (*rows)[range]) {
        row.begin = base + (row.begin - extent.begin);
        result[i].push_back(std::move(row));
      }
      base += extent.size();
      ++range;
    }
  }
  return result;
}

} // namespace hotpatch
