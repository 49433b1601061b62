// Code that has run already: see checks.h.  A changed constructor does nothing
// for a process that is up, and a new one would never be called.  Nor would the
// resolver of an indirect function, or what a DLL's entry does for a process
// that attaches.
#include "hpcompile/checks.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, 6> initializer_sections = {
    ".init_array", ".preinit_array", ".ctors", ".CRT$X", ".init", ".tls_cb"};

bool holds_initializers(const Section &section) {
  return std::ranges::any_of(initializer_sections, [&](auto prefix) {
    return section.name.starts_with(prefix);
  });
}

// The names of the functions that an object's tables of initialisers name.
std::set<std::string> initializers_of(const Side &side) {
  std::set<std::string> names;
  const ObjectFile &object = side.object();
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    if (!holds_initializers(object.sections[s]))
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

// Whether a symbol at the function's entry is an indirect function (IFUNC),
// which the dynamic linker has called to learn what to bind its name to.
bool is_resolver(const Side &side, std::uint32_t function) {
  const Extent &entry = side.contents().functions[function].extents.front();
  return std::ranges::any_of(side.object().symbols, [&](const Symbol &symbol) {
    return symbol.is_indirect && symbol.placement == Placement::in_section &&
           symbol.section == entry.section && symbol.value == entry.begin;
  });
}

// Whether Windows calls the function whenever it loads the DLL.
bool is_library_entry(const Image &image, Rva place, std::string_view name) {
  return image.is_library && image.machine.format == ObjectFormat::coff &&
         (place == image.entry_point || name == "DllMain");
}

// What a root did when the image was loaded; nothing if it did not run then.
std::optional<std::string_view> role_of(const Change &change,
                                        const Root &root) {
  const Side &pre = change.pre.objects[root.pre_object].side;
  const Side &post = change.post.objects[root.post_object].side;
  const Image &image = change.base.image();
  const std::string name =
      name_of(pre.object(), pre.contents().functions[root.pre_function]);
  const std::optional<Rva> place =
      change.base.function_place(root.pre_object, root.pre_function, 0);
  if (is_resolver(pre, root.pre_function) ||
      is_resolver(post, root.post_function))
    return "says which function to call";
  if (initializers_of(pre).contains(name) ||
      (place && (std::ranges::binary_search(image.initializers, *place) ||
                 is_library_entry(image, *place, name))))
    return "runs";
  return std::nullopt;
}

void add_new(const Change &change, std::uint32_t object,
             const std::set<std::string> &before, std::vector<Refusal> &out) {
  const BuildObject &post = change.post.objects[object];
  for (const std::string &name : initializers_of(post.side))
    if (!before.contains(name))
      out.push_back({RefusalReason::already_ran, name, post.label,
                     "is a new initialiser, which nothing would call"});
}

} // namespace

std::vector<Refusal> check_initializers(const Change &change,
                                        const Roots &roots) {
  std::vector<Refusal> refusals;
  for (const Root &root : roots.functions)
    if (std::optional<std::string_view> role = role_of(change, root)) {
      const BuildObject &object = change.post.objects[root.post_object];
      const Side &side = object.side;
      refusals.push_back(
          {RefusalReason::already_ran,
           name_of(side.object(),
                   side.contents().functions[root.post_function]),
           object.label,
           place_in_object(side, root.post_function) + ": " +
               std::string(*role) +
               " when the image is loaded, so its new form would never run"});
    }
  for (std::uint32_t o = 0; o < change.post.objects.size(); ++o)
    if (const std::uint32_t pre = change.pairing.pre_of(o); pre != no_index)
      add_new(change, o, initializers_of(change.pre.objects[pre].side),
              refusals);
  return refusals;
}

std::vector<Refusal> check_new_initializers(const Change &change,
                                            const Selection &selection) {
  std::vector<Refusal> refusals;
  for (std::uint32_t object : selection.objects)
    if (change.pairing.pre_of(object) == no_index)
      add_new(change, object, {}, refusals);
  return refusals;
}

} // namespace hotpatch
