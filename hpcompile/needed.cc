// See needed.h.  A static variable whose place is not known may come along with
// the payload if the image has none of it, and must not if it has: the process
// would have two.  That no reference has led to it is no proof, since
// references of shared sections are not followed.  But whatever a linker keeps,
// it keeps what that refers to.
#include "hpcompile/needed.h"

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

struct Key {
  std::uint32_t object = 0, section = 0;
};

// Tables of initialisers are kept although nobody refers to them.
bool is_always_kept(const Section &section) {
  return section.name.starts_with(".init_array") ||
         section.name.starts_with(".fini_array") ||
         section.name.starts_with(".ctors") ||
         section.name.starts_with(".dtors") ||
         section.name.starts_with(".CRT$");
}

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
      if (is_always_kept(file.sections[s]))
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
      for (const Definition &definition : definitions.of(symbol.name)) {
        const Symbol &defined = build.objects[definition.object]
                                    .side.object()
                                    .symbols[definition.symbol];
        if (defined.placement == Placement::in_section)
          add(definition.object, defined.section);
      }
    }
  }
}

} // namespace hotpatch
