// Names of the image: see checks.h.  A linker map does not say of which build
// it is.  Of code, the bytes at the place tell.  Zero data have none, and would
// be wherever a map says; but the code that was found refers to them, and if it
// refers to another place, nothing that the map says may be believed.
#include "hpcompile/checks.h"

#include "formats/core/text.h"

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

class NameCheck {
public:
  NameCheck(const Build &pre, const BaseView &base) : pre_(pre), base_(base) {}

  // "v at 0x4000, but code refers to 0x4040", or nothing.
  [[nodiscard]] std::optional<std::string> run() const {
    for (std::uint32_t o = 0; o < pre_.objects.size(); ++o) {
      const ObjectFile &file = pre_.objects[o].side.object();
      for (std::uint32_t s = 0; s < file.sections.size(); ++s)
        if (base_.placements().of(o, s).state == State::placed &&
            !base_.placements().of(o, s).is_shared)
          if (auto found = contradiction(o, file.sections[s],
                                         base_.placements().of(o, s).rva))
            return found;
    }
    return std::nullopt;
  }

private:
  [[nodiscard]] std::optional<std::string>
  contradiction(std::uint32_t object, const Section &section, Rva at) const {
    const ObjectFile &file = pre_.objects[object].side.object();
    for (const Relocation &relocation : file.relocations_of(section)) {
      if (relocation.symbol == no_index)
        continue;
      const Symbol &symbol = file.symbols[relocation.symbol];
      const std::optional<Rva> place = place_of(object, symbol);
      const std::optional<FieldReading> reading =
          place ? read_field(file, section, relocation, base_.image(), at)
                : std::nullopt;
      if (reading && reading->access == Access::direct &&
          reading->value != *place)
        return std::string(symbol.name.empty()
                               ? file.sections[symbol.section].name
                               : symbol.name) +
               " at " + hex(*place) + ", but code refers to " +
               hex(static_cast<std::uint64_t>(reading->value));
    }
    return std::nullopt;
  }

  // Where the names say that what a symbol stands for is.
  [[nodiscard]] std::optional<Rva> place_of(std::uint32_t object,
                                            const Symbol &symbol) const {
    if (symbol.placement == Placement::in_section &&
        symbol.linkage == Linkage::local) {
      const SectionPlacement &placement =
          base_.placements().of(object, symbol.section);
      return placement.state == State::placed
                 ? std::optional(placement.rva + static_cast<Rva>(symbol.value))
                 : std::nullopt;
    }
    const NamedPlace *place = symbol.linkage == Linkage::global
                                  ? base_.names().global(symbol.name)
                                  : nullptr;
    return place && place->kind != PlaceKind::function
               ? std::optional(place->rva)
               : std::nullopt;
  }

  const Build &pre_;
  const BaseView &base_;
};

} // namespace

std::vector<Refusal> check_names(const Build &pre, const BaseView &base,
                                 const std::vector<std::string> &files) {
  std::vector<Refusal> refusals;
  if (files.empty())
    return refusals;
  if (std::optional<std::string> found = NameCheck(pre, base).run())
    for (const std::string &name : files)
      refusals.push_back({RefusalReason::symbols_mismatch, name, "", *found});
  return refusals;
}

} // namespace hotpatch
