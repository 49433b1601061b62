// Code that has run already: see checks.h.  A changed constructor does nothing
// for a process that is up, and a new one would never be called.
#include "hpcompile/checks.h"
#include "hpcompile/initializers.h"

#include <algorithm>

namespace hotpatch {
namespace {

// The names of the functions that an object's tables of initialisers name.
std::set<std::string> initializers_of(const Side &side) {
  std::set<std::string> names;
  const ObjectFile &object = side.object();
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    if (!holds_initializers(object.sections[s].name))
      continue;
    for (const Relocation &relocation :
         object.relocations_of(object.sections[s])) {
      const Target target = side.target_of(s, relocation);
      if (target.kind == Target::Kind::code)
        names.insert(name_of(object, side.contents().functions[target.index]));
      else if (target.kind == Target::Kind::symbol)
        names.insert(std::string(object.symbols[target.index].name));
    }
  }
  return names;
}

} // namespace

std::vector<Refusal> check_initializers(const Change &change,
                                        const Roots &roots) {
  std::vector<Refusal> refusals;
  const std::vector<Rva> &known = change.base.image().initializers;
  for (const Root &root : roots.functions) {
    const BuildObject &object = change.post.objects[root.post_object];
    const Side &side = object.side;
    const std::string name =
        name_of(side.object(), side.contents().functions[root.post_function]);
    std::optional<Rva> rva =
        change.base.function_place(root.pre_object, root.pre_function, 0);
    const bool is_listed =
        initializers_of(change.pre.objects[root.pre_object].side)
            .contains(name);
    if (is_listed || (rva && std::ranges::find(known, *rva) != known.end()))
      refusals.push_back({RefusalReason::already_ran, name, object.label,
                          place_in_object(side, root.post_function) +
                              ": runs when the image is loaded, so its new "
                              "form would never run"});
  }
  for (std::uint32_t o = 0; o < change.post.objects.size(); ++o) {
    const std::uint32_t pre = change.pairing.pre_of(o);
    if (pre == no_index)
      continue;
    const std::set<std::string> before =
        initializers_of(change.pre.objects[pre].side);
    for (const std::string &name : initializers_of(change.post.objects[o].side))
      if (!before.contains(name))
        refusals.push_back({RefusalReason::already_ran, name,
                            change.post.objects[o].label,
                            "is a new initialiser, which nothing would call"});
  }
  return refusals;
}

} // namespace hotpatch
