// See needed.h.  A static variable whose place is not known may come along with
// the payload if the image has none of it, and must not if it has: the process
// would have two.  That no reference has led to it is no proof, since
// references of shared sections are not followed.  But whatever a linker keeps,
// it keeps what that refers to.
#include "hpcompile/needed.h"

#include "hpcompile/initializers.h"

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

struct Key {
  std::uint32_t object = 0, section = 0;
};

bool is_in_image(const SectionPlacement &placement) {
  return placement.state == State::placed ||
         placement.state == State::differs ||
         placement.state == State::ambiguous;
}

} // namespace

Needed::Needed(const Build &build, const Placements &placements,
               const Definitions &definitions) {
  std::vector<Key> queue;
  auto add = [&](std::uint32_t object, std::uint32_t section) {
    if (sections_[object][section])
      return;
    sections_[object][section] = true;
    queue.push_back({object, section});
  };
  auto section_of = [&](const Definition &definition) {
    return build.objects[definition.object]
        .side.object()
        .symbols[definition.symbol]
        .section;
  };
  // A build may have the objects of several images, and an image one of several
  // copies: what is known to be there is what is meant.
  auto meant_by = [&](std::string_view name) {
    std::vector<Definition> all, known;
    for (const Definition &definition : definitions.of(name)) {
      if (section_of(definition) == no_index)
        continue;
      all.push_back(definition);
      if (is_in_image(placements.of(definition.object, section_of(definition))))
        known.push_back(definition);
    }
    return known.empty() ? all : known;
  };
  for (const BuildObject &object : build.objects)
    sections_.emplace_back(object.side.object().sections.size());
  for (std::uint32_t o = 0; o < build.objects.size(); ++o) {
    bool is_any = false;
    for (std::uint32_t s = 0; s < sections_[o].size(); ++s)
      if (is_in_image(placements.of(o, s))) {
        is_any = true;
        add(o, s);
      }
    const ObjectFile &file = build.objects[o].side.object();
    for (std::uint32_t s = 0; is_any && s < file.sections.size(); ++s)
      if (is_run_unasked(file.sections[s].name))
        add(o, s);
  }
  while (!queue.empty()) {
    const Key key = queue.back();
    queue.pop_back();
    const ObjectFile &file = build.objects[key.object].side.object();
    for (const Relocation &relocation :
         file.relocations_of(file.sections[key.section])) {
      if (relocation.symbol == no_index)
        continue;
      const Symbol &symbol = file.symbols[relocation.symbol];
      if (symbol.placement == Placement::in_section)
        add(key.object, symbol.section);
      if (symbol.linkage == Linkage::local ||
          !names_.insert(symbol.name).second)
        continue;
      for (const Definition &definition : meant_by(symbol.name))
        add(definition.object, section_of(definition));
    }
  }
}

} // namespace hotpatch
