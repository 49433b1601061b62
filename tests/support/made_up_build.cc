// See made_up_build.h.
#include "tests/support/made_up_build.h"

#include "formats/object/relocation.h"
#include "tests/support/hex.h"

#include <algorithm>

namespace hotpatch {

Machine x86_64_machine(ObjectFormat format) {
  const bool is_elf = format == ObjectFormat::elf;
  return {.format = format,
          .isa = Isa::x86_64,
          .address_bits = 64,
          .order = std::endian::little,
          .number = is_elf ? 62U : 0x8664U};
}

MadeUpObject::MadeUpObject(ObjectFormat format) {
  file_.machine = x86_64_machine(format);
}

std::uint32_t MadeUpObject::section(std::string_view name, SectionKind kind,
                                    std::string_view hex,
                                    std::uint64_t alignment) {
  const std::vector<std::byte> &bytes = bytes_.emplace_back(from_hex(hex));
  Section section{.name = names_.emplace_back(name), .kind = kind};
  section.bytes = bytes;
  section.size = bytes.size();
  section.alignment = alignment;
  file_.sections.push_back(section);
  return static_cast<std::uint32_t>(file_.sections.size() - 1);
}

std::uint32_t MadeUpObject::zeros(std::string_view name, SectionKind kind,
                                  std::uint64_t size) {
  const std::uint32_t index = section(name, kind, "");
  file_.sections[index].size = size;
  return index;
}

std::uint32_t MadeUpObject::symbol(const Symbol &symbol) {
  file_.symbols.push_back(symbol);
  file_.symbols.back().name = names_.emplace_back(symbol.name);
  return static_cast<std::uint32_t>(file_.symbols.size() - 1);
}

std::uint32_t MadeUpObject::undefined(std::string_view name, Linkage linkage) {
  return symbol({.name = name, .linkage = linkage});
}

std::uint32_t MadeUpObject::define(std::string_view name, std::uint32_t section,
                                   std::uint64_t begin, std::uint64_t size,
                                   SymbolKind kind, Linkage linkage) {
  return symbol({.name = name,
                 .value = begin,
                 .size = size,
                 .section = section,
                 .kind = kind,
                 .linkage = linkage,
                 .placement = Placement::in_section});
}

std::uint32_t MadeUpObject::function(std::string_view name,
                                     std::string_view hex, Linkage linkage) {
  const std::uint32_t where =
      section(".text." + std::string(name), SectionKind::code, hex);
  return define(name, where, 0, file_.sections[where].size,
                SymbolKind::function, linkage);
}

void MadeUpObject::relocate(std::uint32_t section, std::uint64_t at,
                            std::uint32_t type, std::uint32_t symbol,
                            std::int64_t addend) {
  const RelocationRule rule = RelocationRules(file_.machine)[type];
  relocations_.push_back({section,
                          {.offset = at,
                           .addend = addend,
                           .symbol = symbol,
                           .type = type,
                           .form = rule.form,
                           .width = rule.width,
                           .addend_known = true,
                           .trailing = rule.trailing}});
}

ObjectFile MadeUpObject::file() const {
  ObjectFile file = file_;
  for (std::uint32_t s = 0; s < file.sections.size(); ++s) {
    Section &section = file.sections[s];
    section.first_relocation =
        static_cast<std::uint32_t>(file.relocations.size());
    for (const Placed &placed : relocations_)
      if (placed.section == s)
        file.relocations.push_back(placed.relocation);
    section.relocation_count =
        static_cast<std::uint32_t>(file.relocations.size()) -
        section.first_relocation;
    sort_by_offset(
        std::span(file.relocations).subspan(section.first_relocation));
  }
  return file;
}

MadeUpBuild::MadeUpBuild() { build.decoders = std::make_unique<Decoders>(); }

std::uint32_t MadeUpBuild::add(std::string_view label,
                               const MadeUpObject &object,
                               std::string_view bytes) {
  const std::uint32_t index = static_cast<std::uint32_t>(build.objects.size());
  build.by_number.push_back(index);
  build.objects.push_back({std::string(label), as_bytes(bytes),
                           Side(object.file(), &build.decoders->x86_64)});
  return index;
}

MadeUpBase::MadeUpBase(ObjectFormat format) {
  image.machine = x86_64_machine(format);
  image.is_library = true;
  image.identity.format = format;
  image.identity.size_of_image = made_up_image_size;
  constexpr std::uint32_t page = 0x1000;
  struct Spec {
    std::string_view name;
    Rva rva;
  };
  for (const auto &[name, rva] :
       {Spec{".text", made_up_text}, Spec{".rodata", made_up_rodata},
        Spec{".data", made_up_data}, Spec{".bss", made_up_bss},
        Spec{".got", made_up_got}}) {
    const bool is_code = rva == made_up_text;
    std::vector<std::byte> &bytes = pages_[rva];
    if (rva != made_up_bss)
      bytes.resize(page, is_code ? std::byte{0xcc} : std::byte{0});
    image.sections.push_back({.name = name,
                              .rva = rva,
                              .size = page,
                              .bytes = bytes,
                              .is_code = is_code,
                              .is_writable = rva >= made_up_data,
                              .is_tls = false});
  }
}

void MadeUpBase::put(Rva at, std::string_view hex) {
  std::ranges::copy(from_hex(hex),
                    pages_.at(at & ~0xfffU).begin() + (at & 0xfff));
}

void MadeUpBase::put_number(Rva at, std::int64_t value, unsigned width) {
  std::vector<std::byte> &bytes = pages_.at(at & ~0xfffU);
  for (unsigned i = 0; i < width; ++i)
    bytes[(at & 0xfff) + i] = static_cast<std::byte>(
        static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
}

void MadeUpBase::place(const ObjectFile &object, std::uint32_t section,
                       Rva at) {
  const BytesView bytes = object.sections[section].bytes;
  if (!bytes.empty())
    std::ranges::copy(bytes, pages_.at(at & ~0xfffU).begin() + (at & 0xfff));
  copies_.push_back({&object, section, at});
}

void MadeUpBase::slot(std::string_view name, Rva at, SlotKind kind) {
  slots_[name] = at;
  image.slots.push_back({.rva = at, .kind = kind, .name = name});
  std::ranges::sort(image.slots, {}, &Slot::rva);
  image.relocation_sites.push_back({.rva = at});
  std::ranges::sort(image.relocation_sites, {}, &RelocationSite::rva);
}

std::optional<std::int64_t> MadeUpBase::place_of(const ObjectFile &object,
                                                 std::uint32_t symbol) const {
  const Symbol &wanted = object.symbols[symbol];
  for (const Copy &copy : copies_) {
    if (wanted.linkage == Linkage::local && copy.object != &object)
      continue;
    for (const Symbol &defined : copy.object->symbols) {
      const bool is_it = wanted.linkage == Linkage::local
                             ? &defined == &wanted
                             : defined.name == wanted.name;
      if (is_it && defined.placement == Placement::in_section &&
          defined.section == copy.section)
        return copy.at + static_cast<std::int64_t>(defined.value);
    }
  }
  auto found = defined_.find(wanted.name);
  return found == defined_.end() ? std::nullopt : std::optional(found->second);
}

void MadeUpBase::fill(const Copy &copy, const Relocation &relocation) {
  const std::int64_t place =
      copy.at + static_cast<std::int64_t>(relocation.offset);
  const std::int64_t base = static_cast<std::int64_t>(image.preferred_base);
  if (relocation.form == RelocationForm::slot) {
    auto slot = slots_.find(copy.object->symbols[relocation.symbol].name);
    if (slot != slots_.end())
      put_number(static_cast<Rva>(place),
                 slot->second + relocation.addend - place, 4);
    return;
  }
  std::optional<std::int64_t> target =
      place_of(*copy.object, relocation.symbol);
  if (!target)
    return;
  std::int64_t value = *target + relocation.addend;
  if (relocation.form == RelocationForm::pc_relative)
    value -= place + (image.machine.format == ObjectFormat::coff
                          ? relocation.width + relocation.trailing
                          : 0);
  if (relocation.form == RelocationForm::absolute)
    value += base;
  put_number(static_cast<Rva>(place), value, relocation.width);
}

void MadeUpBase::link() {
  for (const Copy &copy : copies_)
    for (const Relocation &relocation :
         copy.object->relocations_of(copy.object->sections[copy.section]))
      fill(copy, relocation);
}

std::uint32_t MadeUpBase::object_name(std::string_view name) {
  symbols.objects.emplace_back(name);
  return static_cast<std::uint32_t>(symbols.objects.size() - 1);
}

void MadeUpBase::name(std::string_view name, Rva at, PlaceKind kind,
                      bool is_local, std::uint32_t object) {
  symbols.places.push_back({.name = std::string(name),
                            .rva = at,
                            .kind = kind,
                            .is_local = is_local,
                            .object = object});
  std::ranges::sort(symbols.places, [](const auto &a, const auto &b) {
    return std::tie(a.rva, a) < std::tie(b.rva, b);
  });
}

} // namespace hotpatch
