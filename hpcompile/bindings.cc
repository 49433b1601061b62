// See bindings.h.  On real libraries 93 % of a fix's references occur in the
// pre function, too, and nearly all others elsewhere in the build: what the
// linker made of them is in the image, whatever symbols it still has.  One pass
// over all relocations of placed sections collects that.
//
// A key is a symbol and how it is accessed, since one symbol may have an
// address, a PLT entry and a GOT slot at once.  Local symbols are mostly bound
// by their section's placement; here they are kept for the accesses that
// placements do not tell (slots, TLS), and pieces of merged sections, which the
// linker places one by one.
//
// A shared COMDAT's fields are another object's where its copy prevailed.  What
// is local to an object is not read from them, and what is global only where
// all objects call it the same, and after what is certain.  Pieces count if the
// image has their content at the place, wherever that was read.
#include "hpcompile/bindings.h"

#include "hpcompile/literal.h"

namespace hotpatch {

namespace {

std::size_t index_of(Access access) { return static_cast<std::size_t>(access); }

const Binding *find(const std::array<std::optional<Binding>, access_count> &all,
                    Access access) {
  if (access == Access::none)
    return nullptr;
  const std::optional<Binding> &binding = all[index_of(access)];
  return binding ? &*binding : nullptr;
}

} // namespace

const Binding *Bindings::named(std::string_view name, Access access) const {
  auto found = named_.find(name);
  return found == named_.end() ? nullptr : find(found->second, access);
}

const Binding *Bindings::local(std::uint32_t object, std::uint32_t symbol,
                               Access access) const {
  auto found = local_.find({object, symbol});
  return found == local_.end() ? nullptr : find(found->second, access);
}

const Binding *Bindings::piece(std::uint32_t object, std::uint32_t section,
                               std::uint64_t offset) const {
  auto found = pieces_.find({object, section, offset});
  if (found == pieces_.end())
    return nullptr;
  const std::optional<Binding> &piece = found->second;
  return piece ? &*piece : nullptr;
}

const Binding *Bindings::module(Access access) const {
  return find(module_, access);
}

class BindingReader {
  using PerAccess = Bindings::PerAccess;

public:
  BindingReader(const Build &build, const Placements &placements,
                const Image &image)
      : build_(build), placements_(placements), image_(image) {}

  Bindings run() {
    for (std::uint32_t o = 0; o < build_.objects.size(); ++o) {
      const ObjectFile &file = build_.objects[o].side.object();
      for (std::uint32_t s = 0; s < file.sections.size(); ++s)
        if (placements_.of(o, s).state == SectionPlacement::State::placed)
          read_section(file, {o, s, 0});
    }
    add_shared();
    return std::move(result_);
  }

private:
  void read_section(const ObjectFile &file, BindingSite site) {
    const Section &section = file.sections[site.section];
    const SectionPlacement &placement =
        placements_.of(site.object, site.section);
    const Rva at = placement.rva;
    for (const Relocation &relocation : file.relocations_of(section)) {
      if (relocation.symbol == no_index)
        continue;
      std::optional<FieldReading> reading =
          read_field(file, section, relocation, image_, at);
      if (!reading || reading->access == Access::none)
        continue;
      const bool is_place = !is_number(reading->access);
      if (is_place && (reading->value < 0 ||
                       reading->value >= image_.identity.size_of_image))
        continue;
      // An undefined weak symbol is null, which is where a relocatable image
      // begins.
      const Symbol &symbol = file.symbols[relocation.symbol];
      if (symbol.placement == Placement::undefined &&
          symbol.linkage == Linkage::weak && reading->value == 0)
        continue;
      site.offset = relocation.offset;
      ++result_.count_;
      if (placement.is_shared && symbol.linkage != Linkage::local)
        note_shared(at + static_cast<Rva>(relocation.offset), symbol.name,
                    *reading, site);
      else
        add(file, relocation, *reading, site);
    }
  }

  // A field of a shared section.
  struct SharedField {
    std::string_view name;
    FieldReading reading;
    BindingSite site;
    bool is_disputed = false; // another object has another symbol there
  };

  void note_shared(Rva field, std::string_view name,
                   const FieldReading &reading, const BindingSite &site) {
    auto [entry, is_new] =
        shared_.try_emplace(field, SharedField{name, reading, site});
    if (!is_new && entry->second.name != name)
      entry->second.is_disputed = true;
  }

  void add_shared() {
    std::unordered_map<std::string_view, PerAccess> found;
    for (const auto &[rva, field] : shared_)
      if (!field.is_disputed)
        note(found[field.name][index_of(field.reading.access)],
             field.reading.value, field.site);
    for (const auto &[name, bindings] : found) {
      PerAccess &known = result_.named_[name];
      for (std::size_t i = 0; i < access_count; ++i)
        if (!known[i])
          known[i] = bindings[i];
    }
  }

  void add(const ObjectFile &file, const Relocation &relocation,
           const FieldReading &reading, const BindingSite &site) {
    if (reading.access == Access::tls_local ||
        reading.access == Access::tls_direct)
      return note(result_.module_[index_of(reading.access)], reading.value,
                  site);
    const Symbol &symbol = file.symbols[relocation.symbol];
    if (symbol.linkage != Linkage::local) {
      note(result_.named_[symbol.name][index_of(reading.access)], reading.value,
           site);
      return;
    }
    const bool is_merged = symbol.placement == Placement::in_section &&
                           file.sections[symbol.section].is_mergeable;
    if (!is_merged) {
      if (placements_.of(site.object, site.section).is_shared)
        return;
      note(result_.local_[{site.object, relocation.symbol}]
                         [index_of(reading.access)],
           reading.value, site);
      return;
    }
    if (reading.access != Access::direct)
      return;
    // A section's symbol stands for the piece that the addend leads to; that of
    // a PC-relative operand counts from the next instruction.
    std::int64_t inside = 0;
    if (symbol.kind == SymbolKind::section)
      inside = relocation.addend +
               (relocation.form == RelocationForm::pc_relative ? 4 : 0);
    const std::uint64_t offset =
        symbol.value + static_cast<std::uint64_t>(inside);
    const Side &side = build_.objects[site.object].side;
    const std::optional<BytesView> piece =
        literal_at(side, symbol.section, offset);
    const std::int64_t place = reading.value + inside;
    const std::optional<BytesView> found =
        piece && place >= 0 && place < image_.identity.size_of_image
            ? image_.bytes_at(static_cast<Rva>(place), piece->size())
            : std::nullopt;
    if (found && equal_bytes(*piece, *found))
      note(result_.pieces_[{site.object, symbol.section, offset}], place, site);
  }

  static void note(std::optional<Binding> &binding, std::int64_t value,
                   const BindingSite &site) {
    if (!binding)
      binding = Binding{.value = value, .site = site};
    else if (binding->value != value && !binding->other_site) {
      binding->other_site = site;
      binding->other_value = value;
    }
  }

  const Build &build_;
  const Placements &placements_;
  const Image &image_;
  std::map<Rva, SharedField> shared_; // by the field's place
  Bindings result_;
};

Bindings read_bindings(const Build &build, const Placements &placements,
                       const Image &image) {
  return BindingReader(build, placements, image).run();
}

} // namespace hotpatch
