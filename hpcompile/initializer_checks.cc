// Code that has run already: see checks.h.  A changed constructor does nothing
// for a process that is up, and a new one would never be called.  Nor would the
// resolver of an indirect function, what a DLL's entry does for a process that
// attaches, or a static function that only such code calls.
#include "hpcompile/checks.h"
#include "hpcompile/initializers.h"

#include "hpcompile/users.h"

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

// Code of the pre build that runs when the image is loaded.
class LoadTimeCode {
public:
  explicit LoadTimeCode(const Change &change)
      : change_(change), users_(change.pre) {}

  // What a root does then; nothing if it does not run, or not only then.
  std::optional<std::string_view> role_of(const Root &root) {
    const Side &post = change_.post.objects[root.post_object].side;
    const Defined pre{Defined::Kind::function, root.pre_object,
                      root.pre_function};
    if (is_resolver(side_of(pre), pre.index) ||
        is_resolver(post, root.post_function))
      return "says which function to call";
    if (is_run_by_loader(pre))
      return "runs";
    std::set<Defined> seen;
    if (has_load_time_code(pre.object) && is_only_called_by_it(pre, seen))
      return "only runs";
    return std::nullopt;
  }

private:
  [[nodiscard]] const Side &side_of(const Defined &function) const {
    return change_.pre.objects[function.object].side;
  }

  [[nodiscard]] bool is_run_by_loader(const Defined &function) const {
    const std::string name = name_of(change_.pre, function);
    if (initializers_of(side_of(function)).contains(name))
      return true;
    const Image &image = change_.base.image();
    const std::optional<Rva> place =
        change_.base.function_place(function.object, function.index, 0);
    return place && (std::ranges::binary_search(image.initializers, *place) ||
                     is_library_entry(image, *place, name));
  }

  [[nodiscard]] bool has_load_time_code(std::uint32_t object) const {
    const Side &side = change_.pre.objects[object].side;
    return !initializers_of(side).empty() ||
           std::ranges::any_of(side.object().symbols, &Symbol::is_indirect);
  }

  // Whether all that refers to the function are calls by such code.  Only of
  // static functions: the calls of others may be anywhere.
  bool is_only_called_by_it(const Defined &function, std::set<Defined> &seen) {
    const Side &side = side_of(function);
    const std::uint32_t symbol =
        side.contents().functions[function.index].symbol;
    if (symbol == no_index ||
        side.object().symbols[symbol].linkage != Linkage::local)
      return false;
    const std::vector<Use> uses = users_.of(function);
    return !uses.empty() && std::ranges::all_of(uses, [&](const Use &use) {
      const Defined &user = use.user;
      if (!use.is_call || user.kind != Defined::Kind::function)
        return false;
      return !seen.insert(user).second ||
             is_resolver(side_of(user), user.index) || is_run_by_loader(user) ||
             is_only_called_by_it(user, seen);
    });
  }

  const Change &change_;
  Users users_;
};

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
  LoadTimeCode load_time(change);
  for (const Root &root : roots.functions)
    if (std::optional<std::string_view> role = load_time.role_of(root)) {
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
