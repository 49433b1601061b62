// See remaining.h.  A function is replaced if its place is redirected, under
// whatever name and in whichever object's copy.
//
// That a section was not found in the image is no proof that it is not there:
// in an image without symbols a short function has nothing to be found by.  It
// counts as left out if the image's names would tell, or if nothing else of its
// object is there (it belongs to another program of the build).
#include "hpcompile/remaining.h"

#include <algorithm>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

} // namespace

Remaining::Remaining(const BaseView &base, const Roots &roots) : base_(base) {
  for (const Root &root : roots.functions)
    if (std::optional<Rva> rva =
            base.function_place(root.pre_object, root.pre_function, 0))
      replaced_.insert(*rva);
  const std::string &source = base.names().symbols().source;
  names_everything_ = !source.empty() && source != "dynamic";
}

bool Remaining::has(const Defined &member) const {
  if (is_left_out(member.object, extent_of(base_.pre(), member).section))
    return false;
  const std::optional<Rva> place = place_of(member);
  return !place || !replaced_.contains(*place);
}

bool Remaining::is_exported(const Defined &member) const {
  const std::optional<Rva> place = place_of(member);
  return place &&
         std::ranges::find(base_.image().exports, *place, &Export::rva) !=
             base_.image().exports.end();
}

bool Remaining::is_left_out(std::uint32_t object, std::uint32_t section) const {
  return base_.placements().of(object, section).state == State::absent &&
         !base_.needed().section(object, section) &&
         (names_everything_ || !has_any_of(object));
}

bool Remaining::has_any_of(std::uint32_t object) const {
  const std::size_t count =
      base_.pre().objects[object].side.object().sections.size();
  for (std::uint32_t s = 0; s < count; ++s)
    if (base_.placements().of(object, s).state == State::placed)
      return true;
  return false;
}

std::optional<Rva> Remaining::place_of(const Defined &member) const {
  const Extent &extent = extent_of(base_.pre(), member);
  return base_.placements().rva_of(member.object, extent.section, extent.begin);
}

} // namespace hotpatch
