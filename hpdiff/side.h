// One side of a comparison: an object with its functions, data and decoded
// code, and where each reference leads.
#ifndef HOTPATCH_HPDIFF_SIDE_H
#define HOTPATCH_HPDIFF_SIDE_H

#include "formats/isa/instruction.h"
#include "formats/object/extract.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace hotpatch {

// Where a reference leads, as far as its own object can tell.
struct Target {
  enum class Kind : std::uint8_t {
    symbol,  // index: a symbol that is global, undefined, common or absolute
    code,    // index: a function of this object; offset in the function
    datum,   // index: a named local datum
    content, // index: a section; unnamed data at `offset` in it
    unknown, // index: a section, or no_index; cannot be told apart further
  };
  Kind kind = Kind::unknown;
  std::uint32_t index = no_index;
  std::int64_t offset = 0; // from the symbol, function, datum or section
  // content: what the code adds to the place by name ($SG12+4), which may lead
  // out of the named data.
  std::int64_t delta = 0;

  friend auto operator<=>(const Target &, const Target &) = default;
};

// A place in code or data whose value is an address.
struct Reference {
  std::uint64_t at = 0;   // of the field, from the function's or datum's start
  std::uint8_t width = 0; // bytes the field takes; 0: bits of an instruction
  const Relocation *relocation = nullptr; // null: the assembler resolved it
  Target target;
};

// Not thread safe: keeps what it has found out.
class Side {
public:
  // `object`'s bytes must outlive this value; `decoder` serves x86 objects and
  // must outlive it too (it may be null for others).
  Side(ObjectFile object, Decoder *decoder);

  [[nodiscard]] const ObjectFile &object() const { return object_; }
  [[nodiscard]] const Contents &contents() const { return contents_; }
  [[nodiscard]] bool is_x86() const {
    return object_.machine.isa == Isa::x86_64 ||
           object_.machine.isa == Isa::i386;
  }
  // Whether branches that the assembler resolved can be seen in the code.
  [[nodiscard]] bool decodes_branches() const {
    return object_.machine.isa != Isa::other;
  }

  // The function's bytes, extents joined.  Valid as long as this value.
  [[nodiscard]] BytesView bytes(std::uint32_t function) const;
  // Its instructions: x86 decoded, A64 in words whose PC-relative bits are
  // immediates, other machines in plain words.
  [[nodiscard]] std::vector<Instruction>
  instructions(std::uint32_t function) const;
  // The same of x86 code, to be looked at once; this value must outlive it.
  [[nodiscard]] InstructionStream
  instruction_stream(std::uint32_t function) const {
    return {*decoder_, bytes(function)};
  }
  // Its references, sorted by place, with targets exact to the byte; `code` is
  // its instructions().
  [[nodiscard]] std::vector<Reference>
  references(std::uint32_t function, std::span<const Instruction> code) const;

  // Where the relocation in the instruction leads, whose field is at the
  // function offset `at`.
  [[nodiscard]] Target target_in(const Instruction &instruction,
                                 const Relocation &relocation,
                                 std::uint64_t at) const;

  // Those of them that have no relocation.
  [[nodiscard]] std::vector<Reference>
  resolved_references(std::uint32_t function,
                      std::span<const Instruction> code) const;

  // Relocations whose fields lie in the extent.
  [[nodiscard]] std::span<const Relocation>
  relocations_in(const Extent &extent) const;
  // The place `addend` bytes after the symbol.
  [[nodiscard]] Target resolve(std::uint32_t symbol, std::int64_t addend) const;
  // Where a relocation leads whose addend counts from its symbol.
  [[nodiscard]] Target resolve(const Relocation &relocation) const;
  // The place in a section.
  [[nodiscard]] Target resolve_place(std::uint32_t section,
                                     std::int64_t offset) const;
  // What must be added to a relocation's addend in x86 code so that it counts
  // from the symbol; `end` is the offset in the section where the instruction
  // ends.  0 for all other machines and forms.
  [[nodiscard]] std::int64_t bias(const Relocation &relocation,
                                  std::uint64_t end) const;
  // The end (an offset in the section) of the instruction that holds the field
  // of a relocation in code; nothing if it is not decodable.
  [[nodiscard]] std::optional<std::uint64_t>
  instruction_end(std::uint32_t section, std::uint64_t field) const;
  // The datum that the symbol names, or no_index.
  [[nodiscard]] std::uint32_t datum_of_symbol(std::uint32_t symbol) const {
    return datum_of_symbol_[symbol];
  }
  // Whether the relocation is in an instruction that reads or writes a known
  // number of bytes at just that place, without an index.
  [[nodiscard]] bool is_direct_access(std::uint32_t section,
                                      const Relocation &relocation) const;
  // Whether the relocation is the absolute address in a memory operand of
  // x86-64 code, which is added to registers.
  [[nodiscard]] bool is_indexed_access(std::uint32_t section,
                                       const Relocation &relocation) const;
  // A hash of the symbol's name.
  [[nodiscard]] std::uint64_t name_hash(std::uint32_t symbol) const;
  // A relocation's target; `section` is where its field lies.
  [[nodiscard]] Target target_of(std::uint32_t section,
                                 const Relocation &relocation) const;

  [[nodiscard]] bool accesses_directly(std::uint32_t function,
                                       const Instruction &instruction) const;

private:
  // An instruction that holds a relocation's field.
  struct Holder {
    std::uint32_t offset = 0; // in the function
    std::uint8_t length = 0;
    bool is_rip_relative = false;
    // Of its displacement in it; 0: it has none.
    std::uint8_t displacement_at = 0;
  };
  struct Range {
    std::uint32_t first = no_index, count = 0; // no_index: not known yet
  };
  [[nodiscard]] std::optional<Holder> holder_of(const CodePlace &field) const;
  [[nodiscard]] std::span<const Holder>
  holders_in(std::uint32_t function) const;
  void find_holders(std::uint32_t function) const;
  [[nodiscard]] bool accesses_directly(std::uint32_t function,
                                       std::uint32_t offset,
                                       std::uint8_t length) const;
  [[nodiscard]] Target undecoded_target(const Relocation &relocation) const;
  [[nodiscard]] Target target_before(const Relocation &relocation,
                                     std::optional<std::uint64_t> end) const;
  [[nodiscard]] Target as_datum(const Target &target) const;
  void add_relocated(const Extent &extent, std::uint64_t base,
                     std::span<const Instruction> code,
                     std::vector<Reference> &out) const;
  void add_resolved(const Extent &extent, std::uint64_t base,
                    std::span<const Instruction> code,
                    std::vector<Reference> &out) const;

  ObjectFile object_;
  Contents contents_;
  Decoder *decoder_;
  std::vector<std::uint32_t> datum_of_symbol_;
  // The joined bytes of functions with several extents, by function.
  mutable std::map<std::uint32_t, std::vector<std::byte>> joined_;
  mutable std::vector<Holder> holders_; // of the functions decoded for them
  mutable std::vector<Range> holder_ranges_;       // by function
  mutable std::vector<std::uint64_t> name_hashes_; // one a symbol; 0: not yet
};

} // namespace hotpatch

#endif
