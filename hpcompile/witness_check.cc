// See witness_check.h.
//
// A wrong placement is the one thing that nothing later would find: the payload
// would be whole and lead to another function of the same bytes or another
// variable.  But a changed function mostly keeps its references, and what they
// led to before is in the image.  If that is not what placements and bindings
// say, one of them is wrong, whichever, and nothing is to be built on them.
//
// The other check is about places that assemblers write as a section's symbol
// and a number.  `array - 8` before a loop that counts from one looks like the
// datum before the array.  As long as both sides have the same data around the
// place it does not matter which is meant.
#include "hpcompile/witness_check.h"

#include "formats/core/text.h"

namespace hotpatch {
namespace {

using Kind = Resolution::Kind;

std::optional<std::int64_t> place_shown(const BaseView &base,
                                        const PreFunction &pre,
                                        const AlignedReference &aligned) {
  if (aligned.distance_from == 0)
    return std::nullopt;
  const std::optional<Rva> field =
      base.function_place(pre.object, pre.function, aligned.at);
  const std::optional<BytesView> bytes =
      field ? base.image().bytes_at(*field, 4) : std::nullopt;
  const std::optional<std::int64_t> distance =
      bytes ? read_signed(*bytes, 0, 4) : std::nullopt;
  return distance ? std::optional(*field + aligned.distance_from + *distance)
                  : std::nullopt;
}

bool is_in_shared_section(const BaseView &base, const PreFunction &pre) {
  const Extent &entry = base.pre()
                            .objects[pre.object]
                            .side.contents()
                            .functions[pre.function]
                            .extents.front();
  return base.placements().of(pre.object, entry.section).is_shared;
}

// The datum behind a place in another one from which its elements may have been
// counted back, or no_index: it has at least two of the size of the distance.
std::uint32_t array_behind(const Side &side, std::uint32_t datum,
                           std::uint64_t offset) {
  constexpr std::uint64_t farthest = 16; // bytes: larger elements are rare
  const std::vector<Datum> &data = side.contents().data;
  const std::uint64_t place = data[datum].extent.begin + offset;
  std::uint32_t next = datum + 1;
  while (next < data.size() &&
         data[next].extent.section == data[datum].extent.section &&
         data[next].extent.begin <= place)
    ++next;
  if (next >= data.size() ||
      data[next].extent.section != data[datum].extent.section)
    return no_index;
  const std::uint64_t distance = data[next].extent.begin - place;
  return distance <= farthest && data[next].extent.size() >= 2 * distance
             ? next
             : no_index;
}

} // namespace

Resolution check_witness(const PartContext &context, std::uint32_t post_object,
                         const PreFunction &pre, const Target &target,
                         const AlignedReference &aligned,
                         Resolution resolution) {
  if (resolution.kind != Kind::base)
    return resolution;
  const std::optional<std::int64_t> shown =
      place_shown(context.base, pre, aligned);
  const std::int64_t found = resolution.base + resolution.offset;
  PairedObject *pair = context.pairing.of_post(post_object);
  if (!shown || *shown == found || !pair ||
      !pair->equality->same(aligned.target, target, nullptr))
    return resolution;
  if (is_in_shared_section(context.base, pre) && *shown >= 0 &&
      *shown < context.base.image().identity.size_of_image)
    return {.kind = Kind::base, .base = static_cast<Rva>(*shown)};
  return {.kind = Kind::refused,
          .reason = RefusalReason::ambiguous_binding,
          .detail = "leads to " + hex(static_cast<std::uint64_t>(found)) +
                    ", but in the pre function to " +
                    hex(static_cast<std::uint64_t>(*shown))};
}

bool is_doubtful(const PartContext &context, std::uint32_t post_object,
                 const Reference &reference, const PreReference &pre) {
  const Side &side = context.post.objects[post_object].side;
  const Relocation *relocation = reference.relocation;
  const Target &target = reference.target;
  if (!relocation || relocation->symbol == no_index ||
      side.object().symbols[relocation->symbol].kind != SymbolKind::section ||
      target.kind != Target::Kind::datum || target.offset < 0)
    return false;
  PairedObject *pair = context.pairing.of_post(post_object);
  if (!pair ||
      (pre.is_known && pair->equality->same(pre.target, target, nullptr)))
    return false;
  const std::uint32_t next = array_behind(
      side, target.index, static_cast<std::uint64_t>(target.offset));
  if (next == no_index)
    return false;
  const std::vector<Datum> &data = side.contents().data;
  const std::uint32_t own_pre = pair->matched.pre_datum[target.index];
  const std::uint32_t next_pre = pair->matched.pre_datum[next];
  if (own_pre == no_index || next_pre == no_index)
    return own_pre != next_pre;
  const std::vector<Datum> &known =
      context.base.pre().objects[pair->pre].side.contents().data;
  const Extent &own_extent = known[own_pre].extent;
  const Extent &next_extent = known[next_pre].extent;
  return own_extent.section != next_extent.section ||
         next_extent.begin - own_extent.begin !=
             data[next].extent.begin - data[target.index].extent.begin;
}

} // namespace hotpatch
