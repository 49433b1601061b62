// See outline.h.
//
// Two builds by different compilers differ in most functions, and of these only
// the alignment is shown: which steps are left over, and a few words about
// them.  A CodeView is made for questions about single fields, and its
// instructions and references take 200 bytes a step, most of whose cost is
// that of memory.  So here instructions are looked at as they are decoded, each
// with its relocations, and 16 bytes a step are kept.
//
// Where references hide in instructions (functions that share a section) or
// code lies in pieces, the view is made all the same and shortened.
#include "hpdiff/outline.h"

#include "hpdiff/code_view.h"

#include <span>

namespace hotpatch {
namespace {

class Outliner {
public:
  explicit Outliner(BytesView bytes) : choice_(bytes) {
    outline_.bytes = bytes;
    // Code has an instruction every four bytes, or a few more.
    outline_.steps.reserve(bytes.size() / 4 + 16);
    outline_.tokens.reserve(bytes.size() / 4 + 16);
  }

  // The next instruction, which has so many references.
  void add(const Instruction &i, std::uint64_t token,
           std::uint32_t reference_count) {
    ++outline_.instruction_count;
    if (!choice_.add(i, reference_count > 0))
      return;
    outline_.tokens.push_back(token);
    outline_.steps.push_back({i.offset, i.mnemonic, i.flow,
                              static_cast<std::uint8_t>(i.length & 15),
                              reference_count > 0});
    outline_.shapes_hash =
        (outline_.shapes_hash ^ (shape_token(i) + reference_count)) *
        0x9e3779b97f4a7c15;
  }

  Outline take() {
    outline_.steps.resize(choice_.count());
    outline_.tokens.resize(choice_.count());
    return std::move(outline_);
  }

private:
  StepChoice choice_;
  Outline outline_;
};

// Of x86 code in one extent in which all references have relocations.
Outline outline_stream(const Side &side, std::uint32_t function) {
  const Extent &extent = side.contents().functions[function].extents.front();
  const std::span<const Relocation> relocations = side.relocations_in(extent);
  auto relocation = relocations.begin();
  Outliner outliner(side.bytes(function));
  InstructionStream stream = side.instruction_stream(function);
  for (std::span<const Instruction> some = stream.next(); !some.empty();
       some = stream.next())
    for (const Instruction &i : some) {
      const std::uint64_t end = extent.begin + i.end();
      if (relocation == relocations.end() || relocation->offset >= end) {
        outliner.add(i, plain_token(i), 0);
        continue;
      }
      std::uint64_t token = shape_token(i);
      std::uint32_t count = 0;
      for (; relocation != relocations.end() && relocation->offset < end;
           ++relocation, ++count) {
        const std::uint64_t at = relocation->offset - extent.begin;
        token = add_reference(token, side, i, at,
                              side.target_in(i, *relocation, at));
      }
      outliner.add(i, token, count);
    }
  return outliner.take();
}

Outline shorten(const Side &side, const CodeView &view) {
  Outliner outliner(view.bytes);
  auto reference = view.references.begin();
  for (const Instruction &i : view.instructions) {
    const auto first = reference;
    std::uint64_t token = shape_token(i);
    for (; reference != view.references.end() && reference->at < i.end();
         ++reference)
      token = add_reference(token, side, i, reference->at, reference->target);
    const auto count = static_cast<std::uint32_t>(reference - first);
    outliner.add(i, count == 0 ? plain_token(i) : token, count);
  }
  return outliner.take();
}

} // namespace

Outline outline_code(const Side &side, std::uint32_t function) {
  const Function &f = side.contents().functions[function];
  if (side.is_x86() && f.extents.size() == 1 && !f.shares_section)
    return outline_stream(side, function);
  return shorten(side, view_code(side, function));
}

} // namespace hotpatch
