// See side.h.
//
// A relocation names a symbol and an addend, but compilers and assemblers
// prefer section symbols for whatever is local: ".text+0x40" is a static
// function, ".rodata+0x1c" a literal.  Resolving gives them back their meaning.
// Two things make it less than trivial on x86.  The addend of a PC-relative
// field counts from the next instruction, whose distance is 4 bytes unless an
// immediate follows the field, so the instruction must be decoded.  And within
// one section the assembler resolves branches itself and leaves no relocation:
// they are found by decoding and reported like the others.
#include "hpdiff/side.h"

#include "formats/core/digest.h"
#include "formats/isa/aarch64.h"
#include "formats/object/names.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::size_t word_size = 4;

// ret, br, brk, udf: control does not go on behind it.
bool leaves_a64(std::uint32_t bits) {
  constexpr std::uint32_t reg = 0x1f << 5, immediate = 0xffff << 5;
  return (bits & ~reg) == 0xd65f0000 || (bits & ~reg) == 0xd61f0000 ||
         (bits & ~immediate) == 0xd4200000 || bits >> 16 == 0;
}

// Machines without variable-length code: one Instruction per 4-byte word (the
// last may be shorter).  Of A64 the PC-relative bits become the immediate.
std::vector<Instruction> split_words(BytesView code, Isa isa) {
  std::vector<Instruction> words;
  words.reserve(code.size() / word_size + 1);
  for (std::size_t at = 0; at < code.size(); at += word_size) {
    Instruction word;
    word.offset = static_cast<std::uint32_t>(at);
    word.length =
        static_cast<std::uint8_t>(std::min(word_size, code.size() - at));
    word.flow = Flow::next;
    std::memcpy(word.shape.data(), code.data() + at, word.length);
    if (isa == Isa::aarch64 && word.length == word_size) {
      std::uint32_t bits = read_int<std::uint32_t>(code, at).value_or(0);
      constexpr std::uint32_t nop = 0xd503201f;
      word.is_no_op = bits == nop;
      if (leaves_a64(bits))
        word.flow = Flow::stop;
      if (std::optional<PcRelative> field = pc_relative_of(bits)) {
        bits &= ~field->mask;
        std::memcpy(word.shape.data(), &bits, word_size);
        word.flow = field->flow;
        word.immediate_size = word_size;
        word.immediate = field->displacement;
        word.is_rip_relative = field->flow == Flow::next;
      }
    }
    word.shape_hash = hash_shape(word.shape);
    words.push_back(word);
  }
  return words;
}

} // namespace

Side::Side(ObjectFile object, Decoder *decoder)
    : object_(std::move(object)), contents_(extract(object_)),
      decoder_(decoder), datum_of_symbol_(object_.symbols.size(), no_index) {
  for (std::uint32_t d = 0; d < contents_.data.size(); ++d)
    if (contents_.data[d].symbol != no_index)
      datum_of_symbol_[contents_.data[d].symbol] = d;
}

BytesView Side::bytes(std::uint32_t function) const {
  auto extent_bytes = [&](const Extent &extent) {
    return slice(object_.sections[extent.section].bytes, extent.begin,
                 extent.size())
        .value_or(BytesView());
  };
  const Function &f = contents_.functions[function];
  if (f.extents.size() == 1)
    return extent_bytes(f.extents.front());
  std::vector<std::byte> &joined = joined_[function];
  if (joined.empty())
    for (const Extent &extent : f.extents) {
      BytesView part = extent_bytes(extent);
      joined.insert(joined.end(), part.begin(), part.end());
    }
  return joined;
}

std::vector<Instruction> Side::instructions(std::uint32_t function) const {
  BytesView all = bytes(function);
  return is_x86() && decoder_ ? decoder_->decode(all)
                              : split_words(all, object_.machine.isa);
}

std::span<const Relocation> Side::relocations_in(const Extent &extent) const {
  std::span<const Relocation> all =
      object_.relocations_of(object_.sections[extent.section]);
  auto begin =
      std::ranges::lower_bound(all, extent.begin, {}, &Relocation::offset);
  auto end = std::ranges::lower_bound(begin, all.end(), extent.end, {},
                                      &Relocation::offset);
  return {begin, end};
}

Target Side::resolve_place(std::uint32_t section, std::int64_t offset) const {
  Target place{Target::Kind::unknown, section, offset};
  const Section &where = object_.sections[section];
  // One past the end is a place too: where a loop over the last datum stops.
  if (offset < 0 || static_cast<std::uint64_t>(offset) > where.size)
    return place;
  std::uint64_t at = static_cast<std::uint64_t>(offset);
  if (where.kind == SectionKind::code)
    if (std::optional<CodePlace> code = contents_.function_at(section, at))
      return {Target::Kind::code, code->function,
              static_cast<std::int64_t>(code->offset)};
  if (std::uint32_t d = contents_.data_at(section, at); d != no_index) {
    const Datum &datum = contents_.data[d];
    std::int64_t inside = static_cast<std::int64_t>(at - datum.extent.begin);
    if (datum.symbol != no_index &&
        object_.symbols[datum.symbol].linkage != Linkage::local)
      return {Target::Kind::symbol, datum.symbol, inside};
    return {Target::Kind::datum, d, inside};
  }
  if (where.kind == SectionKind::code) {
    std::optional<CodePlace> code = contents_.function_before(section, at);
    return code ? Target{Target::Kind::code, code->function,
                         static_cast<std::int64_t>(code->offset)}
                : place;
  }
  if (at < where.size)
    place.kind = Target::Kind::content;
  return place;
}

Target Side::resolve(std::uint32_t symbol, std::int64_t addend) const {
  if (symbol == no_index)
    return {Target::Kind::unknown, no_index, addend};
  const Symbol &s = object_.symbols[symbol];
  if (s.placement != Placement::in_section)
    return {Target::Kind::symbol, symbol, addend};
  if (is_content_symbol(object_, s)) {
    Target place = resolve_place(s.section, static_cast<std::int64_t>(s.value));
    if (place.kind == Target::Kind::content)
      place.delta = addend;
    else if (s.linkage == Linkage::local)
      place.offset += addend; // it labels a part of a named datum
    else
      place = {Target::Kind::symbol, symbol, addend};
    return place;
  }
  if (s.linkage != Linkage::local)
    return {Target::Kind::symbol, symbol, addend};
  if (std::uint32_t f = contents_.function_of_symbol(symbol); f != no_index)
    return {Target::Kind::code, contents_.representative(f), addend};
  if (std::uint32_t d = datum_of_symbol_[symbol]; d != no_index)
    return {Target::Kind::datum, d, addend};
  return resolve_place(
      s.section,
      static_cast<std::int64_t>(s.value + static_cast<std::uint64_t>(addend)));
}

std::int64_t Side::bias(const Relocation &relocation, std::uint64_t end) const {
  if (!is_x86() || (relocation.form != RelocationForm::pc_relative &&
                    relocation.form != RelocationForm::slot))
    return 0;
  std::int64_t distance = static_cast<std::int64_t>(end - relocation.offset);
  return object_.machine.format == ObjectFormat::coff
             ? distance - 4 - relocation.trailing
             : distance;
}

std::uint64_t Side::name_hash(std::uint32_t symbol) const {
  if (name_hashes_.empty())
    name_hashes_.resize(object_.symbols.size());
  std::uint64_t &hash = name_hashes_[symbol];
  if (hash == 0)
    hash = hash_bytes(as_bytes(object_.symbols[symbol].name));
  return hash;
}

// The target of a relocation whose instruction is not known, and with it not
// what its addend counts from.
Target Side::undecoded_target(const Relocation &relocation) const {
  if (relocation.symbol == no_index)
    return {Target::Kind::unknown, no_index, relocation.addend};
  const Symbol &symbol = object_.symbols[relocation.symbol];
  if (symbol.placement != Placement::in_section ||
      symbol.linkage != Linkage::local)
    return {Target::Kind::symbol, relocation.symbol, relocation.addend};
  return {Target::Kind::unknown, symbol.section,
          static_cast<std::int64_t>(
              symbol.value + static_cast<std::uint64_t>(relocation.addend))};
}

Target Side::resolve(const Relocation &relocation) const {
  if (!relocation.addend_known && relocation.symbol != no_index &&
      object_.symbols[relocation.symbol].kind == SymbolKind::section)
    return {Target::Kind::unknown, object_.symbols[relocation.symbol].section,
            relocation.addend};
  return resolve(relocation.symbol, relocation.addend);
}

// The target of a relocation in x86 code, in an instruction that ends at `end`.
Target Side::target_before(const Relocation &relocation,
                           std::optional<std::uint64_t> end) const {
  if (!end)
    return undecoded_target(relocation);
  Relocation exact = relocation;
  exact.addend = static_cast<std::int64_t>(
      static_cast<std::uint64_t>(relocation.addend) +
      static_cast<std::uint64_t>(bias(relocation, *end)));
  return resolve(exact);
}

Target Side::target_of(std::uint32_t section,
                       const Relocation &relocation) const {
  if (!is_x86() || object_.sections[section].kind != SectionKind::code)
    return resolve(relocation);
  return target_before(relocation, instruction_end(section, relocation.offset));
}

// What looks like fill is data if it is read.
Target Side::as_datum(const Target &target) const {
  if (target.kind != Target::Kind::code ||
      target.offset < static_cast<std::int64_t>(behind_extent(0)))
    return target;
  std::uint32_t section =
      contents_.functions[target.index].extents.front().section;
  return {Target::Kind::unknown, section, target.offset};
}

Target Side::target_in(const Instruction &instruction,
                       const Relocation &relocation, std::uint64_t at) const {
  const bool is_decoded = instruction.flow != Flow::undecodable;
  std::optional<std::uint64_t> end;
  if (is_decoded)
    end = relocation.offset + (instruction.end() - at);
  const Target target =
      is_x86() ? target_before(relocation, end) : resolve(relocation);
  const bool branches = is_decoded && instruction.flow != Flow::next;
  return branches ? target : as_datum(target);
}

// Adds the references of one extent that have relocations.
void Side::add_relocated(const Extent &extent, std::uint64_t base,
                         std::span<const Instruction> code,
                         std::vector<Reference> &out) const {
  auto it = std::ranges::lower_bound(code, base, {}, &Instruction::offset);
  for (const Relocation &relocation : relocations_in(extent)) {
    std::uint64_t at = base + (relocation.offset - extent.begin);
    while (it != code.end() && it->end() <= at)
      ++it;
    const Target target = it != code.end() ? target_in(*it, relocation, at)
                          : is_x86() ? as_datum(undecoded_target(relocation))
                                     : as_datum(resolve(relocation));
    out.push_back({at, relocation.width, &relocation, target});
  }
}

// Adds the references of one extent that the assembler resolved: branches out
// of the function, and addresses relative to the next instruction.
void Side::add_resolved(const Extent &extent, std::uint64_t base,
                        std::span<const Instruction> code,
                        std::vector<Reference> &out) const {
  std::span<const Relocation> relocations = relocations_in(extent);
  auto relocation = relocations.begin();
  auto first = std::ranges::lower_bound(code, base, {}, &Instruction::offset);
  for (auto it = first; it != code.end() && it->offset < base + extent.size();
       ++it) {
    std::uint64_t begin = extent.begin + (it->offset - base);
    while (relocation != relocations.end() && relocation->offset < begin)
      ++relocation;
    if (relocation != relocations.end() &&
        relocation->offset < begin + it->length)
      continue;
    bool branch = is_direct_transfer(*it);
    bool address = it->is_rip_relative;
    if (!branch && !address)
      continue;
    bool word = !is_x86();
    bool immediate = branch || word;
    std::int64_t value = immediate ? it->immediate : it->displacement;
    std::uint64_t from = word ? begin : begin + it->length;
    std::int64_t place =
        static_cast<std::int64_t>(from + static_cast<std::uint64_t>(value));
    bool inside = place >= static_cast<std::int64_t>(extent.begin) &&
                  place < static_cast<std::int64_t>(extent.end);
    if (branch && inside && it->flow != Flow::call)
      continue; // a label of the function itself
    Target target = resolve_place(extent.section, place);
    out.push_back(
        {it->offset + (immediate ? it->immediate_at : it->displacement_at),
         immediate ? it->immediate_size : it->displacement_size, nullptr,
         branch ? target : as_datum(target)});
  }
}

std::vector<Reference>
Side::resolved_references(std::uint32_t function,
                          std::span<const Instruction> code) const {
  std::vector<Reference> result;
  std::uint64_t base = 0;
  for (const Extent &extent : contents_.functions[function].extents) {
    add_resolved(extent, base, code, result);
    base += extent.size();
  }
  return result;
}

std::vector<Reference>
Side::references(std::uint32_t function,
                 std::span<const Instruction> code) const {
  std::vector<Reference> result;
  const Function &f = contents_.functions[function];
  std::uint64_t base = 0;
  for (const Extent &extent : f.extents) {
    add_relocated(extent, base, code, result);
    if (f.shares_section && decodes_branches())
      add_resolved(extent, base, code, result);
    base += extent.size();
  }
  if (f.shares_section)
    std::ranges::stable_sort(result, {}, &Reference::at);
  return result;
}

} // namespace hotpatch
