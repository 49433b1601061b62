// See tls_resolve.h.
//
// A compiler asks for a variable in the most general way that its flags allow;
// the linker knows better and takes the shortest.  The payload has to take the
// way that the base image shows, since the slots of the others were never made:
//
//   asked for         what the base may show, in this order
//   general dynamic   its two slots; a slot with the offset; the offset
//   local dynamic     the module's two slots; that they were done away with
//   initial exec      a slot with the offset; the offset
//   local exec        the offset
//
// An offset counts from the thread pointer, or with local dynamic and in PE
// from the module's block.  Where the linker did away with local dynamic the
// two are one.  An offset that no code shows follows from that of a variable of
// the same section, or from the image's symbols.
#include "hpcompile/tls_resolve.h"

#include "formats/core/text.h"

#include <array>

namespace hotpatch {
namespace {

using Kind = Resolution::Kind;

TlsResolution refuse(RefusalReason reason, std::string detail) {
  return {
      {.kind = Kind::refused, .reason = reason, .detail = std::move(detail)},
      Access::none};
}

TlsResolution at_slot(std::int64_t rva, std::int64_t offset, Access access) {
  return {{.kind = Kind::base, .base = static_cast<Rva>(rva), .offset = offset},
          access};
}

TlsResolution at_offset(std::int64_t value, Access access) {
  return {{.kind = Kind::number, .offset = value}, access};
}

constexpr std::array general = {Access::tls_general, Access::tls_slot,
                                Access::tls_offset};

// What may take the place of an access, itself first.
std::span<const Access> ways_of(Access access) {
  switch (access) {
  case Access::tls_general:
    return general;
  case Access::tls_slot:
    return std::span(general).subspan(1);
  default:
    return std::span(general).subspan(2);
  }
}

bool is_defined(const Symbol &symbol) {
  return symbol.placement == Placement::in_section;
}

} // namespace

// Whether the image's code counts from the thread pointer what is said to count
// from the module's block.
bool TlsResolver::is_direct() const {
  return base_.bindings().module(Access::tls_direct) &&
         !base_.bindings().module(Access::tls_local);
}

TlsResolution TlsResolver::resolve_module(std::int64_t offset) const {
  const Binding *slots = base_.bindings().module(Access::tls_local);
  if (slots && !slots->other_site)
    return at_slot(slots->value, offset, Access::tls_local);
  if (is_direct())
    return at_offset(0, Access::tls_direct);
  // Without a block there is no variable that the fix could be after.
  return refuse(
      base_.image().tls_block_size == 0 ? RefusalReason::new_tls_variable
                                        : RefusalReason::unbound,
      "the module's thread-local block is not asked for in the image");
}

// The pre counterpart of a local symbol: as its datum is matched, since the
// numbers that compilers give to static locals move.
std::uint32_t TlsResolver::pre_symbol_of(std::uint32_t object,
                                         std::uint32_t symbol) const {
  const PairedObject *pair = pairing_.of_post(object);
  const Side &side = post_.objects[object].side;
  const std::uint32_t datum = side.datum_of_symbol(symbol);
  if (!pair || datum == no_index || pair->matched.pre_datum[datum] == no_index)
    return no_index;
  return base_.pre()
      .objects[pair->pre]
      .side.contents()
      .data[pair->matched.pre_datum[datum]]
      .symbol;
}

TlsResolver::Variable TlsResolver::variable_of(std::uint32_t object,
                                               std::uint32_t symbol) const {
  const Symbol &wanted = post_.objects[object].side.object().symbols[symbol];
  Variable variable{.name = std::string(wanted.name)};
  if (wanted.linkage == Linkage::local) {
    variable.is_local = true;
    variable.symbol = pre_symbol_of(object, symbol);
    variable.object =
        variable.symbol == no_index ? no_index : pairing_.pre_of(object);
    variable.is_new = is_defined(wanted) && variable.symbol == no_index;
    return variable;
  }
  const auto pre = base_.definitions().of(wanted.name);
  variable.is_new = pre.empty() && !definitions_.of(wanted.name).empty();
  if (pre.size() == 1) {
    variable.object = pre.front().object;
    variable.symbol = pre.front().symbol;
  }
  return variable;
}

const Binding *TlsResolver::binding_of(const Variable &variable,
                                       Access access) const {
  return variable.is_local
             ? base_.bindings().local(variable.object, variable.symbol, access)
             : base_.bindings().named(variable.name, access);
}

// A slot that the loader fills with the variable's offset.
std::optional<std::int64_t>
TlsResolver::named_slot(const Variable &variable) const {
  if (!variable.is_local)
    for (const Slot &slot : base_.image().slots)
      if (slot.kind == SlotKind::tls_offset && slot.name == variable.name &&
          slot.target == 0)
        return slot.rva;
  return std::nullopt;
}

// By another variable of the same section, of which the image shows it.
std::optional<std::int64_t> TlsResolver::beside(const Variable &variable,
                                                Access access) const {
  if (variable.symbol == no_index)
    return std::nullopt;
  const ObjectFile &file = base_.pre().objects[variable.object].side.object();
  const Symbol &own = file.symbols[variable.symbol];
  for (std::uint32_t s = 0; s < file.symbols.size(); ++s) {
    const Symbol &other = file.symbols[s];
    if (!is_defined(other) || other.section != own.section ||
        file.sections[own.section].comdat_symbol != no_index)
      continue;
    const Variable known{.name = std::string(other.name),
                         .is_local = other.linkage == Linkage::local,
                         .object = variable.object,
                         .symbol = s};
    if (const Binding *binding = binding_of(known, access);
        binding && !binding->other_site)
      return binding->value + static_cast<std::int64_t>(own.value) -
             static_cast<std::int64_t>(other.value);
  }
  return std::nullopt;
}

// From the place that the image's symbols give it in the TLS template.
std::optional<std::int64_t> TlsResolver::by_name(const Variable &variable,
                                                 Access access) const {
  const Image &image = base_.image();
  const NamedPlace *place =
      variable.is_local ? nullptr : base_.names().global(variable.name);
  const bool is_pe = image.machine.format == ObjectFormat::coff;
  if (!place || variable.symbol == no_index || image.tls_size == 0 ||
      place->rva < image.tls_begin ||
      place->rva - image.tls_begin >= image.tls_size ||
      (!is_pe && place->kind != PlaceKind::tls))
    return std::nullopt;
  const std::int64_t inside = std::int64_t{place->rva} - image.tls_begin;
  if (access == Access::tls_offset && !is_pe && !image.is_library)
    return inside - std::int64_t{image.tls_block_size};
  return access == Access::tls_block && (is_pe || !is_direct())
             ? std::optional(inside)
             : std::nullopt;
}

std::optional<std::int64_t> TlsResolver::number_of(const Variable &variable,
                                                   Access access) const {
  const Access other =
      access == Access::tls_block ? Access::tls_offset : Access::tls_block;
  for (Access way : {access, other}) {
    if (way == other && !is_direct())
      break;
    if (const Binding *binding = binding_of(variable, way))
      return binding->value;
    if (auto value = beside(variable, way))
      return value;
  }
  return by_name(variable, access);
}

TlsResolution TlsResolver::resolve(std::uint32_t object, std::uint32_t symbol,
                                   std::int64_t offset, Access access) const {
  const Variable variable = variable_of(object, symbol);
  if (variable.is_new)
    return refuse(RefusalReason::new_tls_variable, variable.name);
  if (access == Access::tls_local)
    return resolve_module(offset);
  for (Access way : {Access::tls_general, Access::tls_slot, Access::tls_offset,
                     Access::tls_block})
    if (const Binding *binding = binding_of(variable, way);
        binding && binding->other_site)
      return refuse(RefusalReason::ambiguous_binding,
                    "thread-local " + variable.name + " is at " +
                        std::to_string(binding->value) + " and at " +
                        std::to_string(binding->other_value));
  if (access == Access::tls_block) {
    if (auto value = number_of(variable, access))
      return at_offset(*value + offset, access);
  } else {
    for (Access way : ways_of(access)) {
      const Binding *binding = binding_of(variable, way);
      if (way == Access::tls_offset) {
        if (auto value = number_of(variable, way))
          return at_offset(*value + offset, way);
      } else if (binding) {
        return at_slot(binding->value, offset, way);
      } else if (auto rva = named_slot(variable);
                 rva && way == Access::tls_slot) {
        return at_slot(*rva, offset, way);
      }
    }
  }
  return refuse(RefusalReason::unbound,
                "thread-local " + variable.name +
                    " is accessed in no way in the image that this code can "
                    "take");
}

} // namespace hotpatch
