// Several functions in one place, and one function in several: see checks.h.
//
// A linker may fold functions with the same code (ICF).  A redirect changes all
// of them, so all must have changed, and alike.  Names of one place in one
// object are no folding but aliases, and the copies of an inline function in
// many objects, of which the linker kept one, are one function.  A common name
// alone proves nothing: two objects may each have a static function of it, and
// two programs of one build a global one.
#include "hpcompile/checks.h"

#include "formats/core/text.h"
#include "hpcompile/literal.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

struct Occupant {
  std::uint32_t object = 0, function = 0;
  friend bool operator==(const Occupant &, const Occupant &) = default;
};

class FoldingCheck {
public:
  FoldingCheck(const Change &change, const Roots &roots) : change_(change) {
    for (const Root &root : roots.functions)
      if (std::optional<Rva> rva =
              change.base.function_place(root.pre_object, root.pre_function, 0))
        by_place_[*rva].push_back(root);
    for (std::uint32_t o = 0; o < change.pre.objects.size(); ++o) {
      const std::size_t count =
          change.pre.objects[o].side.contents().functions.size();
      for (std::uint32_t f = 0; f < count; ++f)
        if (std::optional<Rva> rva = change.base.function_place(o, f, 0)) {
          if (by_place_.contains(*rva))
            occupants_[*rva].push_back({o, f});
          explained_.insert(*rva);
        }
    }
  }

  FoldVerdict run() {
    for (const auto &[rva, roots] : by_place_)
      check(rva, roots);
    std::ranges::sort(result_.roots, {}, [](const Root &root) {
      return std::pair(root.post_object, root.post_function);
    });
    return std::move(result_);
  }

private:
  [[nodiscard]] std::string name(const Occupant &occupant) const {
    const Side &side = change_.pre.objects[occupant.object].side;
    return name_of(side.object(), side.contents().functions[occupant.function]);
  }

  [[nodiscard]] const Side &post_side(const Root &root) const {
    return change_.post.objects[root.post_object].side;
  }

  // Whether two functions are the same in their post form: bytes, and what
  // their references lead to.
  [[nodiscard]] bool has_changed_alike(const Root &a, const Root &b) const {
    const Side &x = post_side(a), &y = post_side(b);
    if (!equal_bytes(x.bytes(a.post_function), y.bytes(b.post_function)))
      return false;
    const std::vector<Reference> from =
        x.references(a.post_function, x.instructions(a.post_function));
    const std::vector<Reference> to =
        y.references(b.post_function, y.instructions(b.post_function));
    return std::ranges::equal(
        from, to, [&](const Reference &p, const Reference &q) {
          const bool is_same_way =
              !p.relocation == !q.relocation &&
              (!p.relocation || p.relocation->type == q.relocation->type);
          return p.at == q.at && is_same_way &&
                 leads_alike(a, p.target, b, q.target);
        });
  }

  [[nodiscard]] bool leads_alike(const Root &a, const Target &p, const Root &b,
                                 const Target &q) const {
    const Side &x = post_side(a), &y = post_side(b);
    if (p.kind != q.kind || p.delta != q.delta)
      return false;
    if (p.kind == Target::Kind::content) {
      const auto literal = literal_of(x, p), other = literal_of(y, q);
      if (literal && other)
        return equal_bytes(*literal, *other);
    }
    if (p.offset != q.offset)
      return false;
    if (p.kind == Target::Kind::symbol)
      return x.object().symbols[p.index].name ==
             y.object().symbols[q.index].name;
    if (a.post_object == b.post_object && p.index == q.index)
      return true;
    // Each into itself.
    return p.kind == Target::Kind::code &&
           p.index == x.contents().representative(a.post_function) &&
           q.index == y.contents().representative(b.post_function);
  }

  static std::optional<BytesView> literal_of(const Side &side,
                                             const Target &target) {
    return target.offset < 0
               ? std::nullopt
               : literal_at(side, target.index,
                            static_cast<std::uint64_t>(target.offset));
  }

  // Whether two occupants are one function: aliases, or copies in COMDATs of
  // one key.
  [[nodiscard]] bool is_same(const Occupant &a, const Occupant &b) const {
    if (a.object == b.object)
      return extent_of(a) == extent_of(b);
    const std::optional<std::string_view> key = comdat_key(a);
    return key && key == comdat_key(b) &&
           extent_of(a).begin == extent_of(b).begin;
  }

  [[nodiscard]] std::optional<std::string_view>
  comdat_key(const Occupant &occupant) const {
    const ObjectFile &file = change_.pre.objects[occupant.object].side.object();
    const Section &section = file.sections[extent_of(occupant).section];
    return is_comdat(file, section)
               ? std::optional(file.symbols[section.comdat_symbol].name)
               : std::nullopt;
  }

  [[nodiscard]] const Extent &extent_of(const Occupant &occupant) const {
    return change_.pre.objects[occupant.object]
        .side.contents()
        .functions[occupant.function]
        .extents.front();
  }

  void check(Rva rva, const std::vector<Root> &roots) {
    const Root &first = roots.front();
    const Occupant self{first.pre_object, first.pre_function};
    for (const Occupant &other : occupants_[rva]) {
      if (is_same(self, other))
        continue;
      auto root = std::ranges::find_if(roots, [&](const Root &r) {
        return Occupant{r.pre_object, r.pre_function} == other;
      });
      std::string who = name(other);
      if (other.object != self.object)
        who += " of " + change_.pre.objects[other.object].label;
      if (root == roots.end())
        refuse(first, rva, who + ", which did not change");
      else if (!has_changed_alike(first, *root))
        refuse(first, rva, who + ", which changed otherwise");
    }
    check_names(first, rva);
    check_copies(first, rva);
    result_.roots.push_back(first);
  }

  void refuse(const Root &root, Rva rva, std::string other) {
    result_.refusals.push_back(
        {RefusalReason::folded_function,
         name({root.pre_object, root.pre_function}),
         change_.post.objects[root.post_object].label,
         "image has it at " + hex(rva) + " together with " + std::move(other)});
  }

  // Functions of objects that were not given are known by the image's symbols:
  // they have other names, or there are more of a name than objects have.
  void check_names(const Root &root, Rva rva) {
    std::map<std::string, std::size_t> known;
    for (const Occupant &occupant : occupants_[rva])
      ++known[name(occupant)];
    for (const std::string &other : change_.base.names().functions_at(rva))
      if (!known.contains(other) && !is_alias(root, other))
        refuse(root, rva, other + ", which no given object explains");
    for (const auto &[own, count] : known)
      if (files_with_static(own, rva) > count)
        refuse(root, rva,
               "another " + own + ", which no given object explains");
  }

  // How many source files have a static function of the name at the place.
  [[nodiscard]] std::size_t files_with_static(std::string_view name,
                                              Rva rva) const {
    std::set<std::uint32_t> files;
    for (const NamedPlace *place : change_.base.names().places_of(name))
      if (place->rva == rva && place->is_local && place->object != no_object &&
          place->kind == PlaceKind::function)
        files.insert(place->object);
    return files.size();
  }

  // Another symbol of the root's object at the same place.
  [[nodiscard]] bool is_alias(const Root &root, std::string_view other) const {
    const ObjectFile &file = change_.pre.objects[root.pre_object].side.object();
    const Extent &entry = extent_of({root.pre_object, root.pre_function});
    return std::ranges::any_of(file.symbols, [&](const Symbol &symbol) {
      return symbol.name == other &&
             symbol.placement == Placement::in_section &&
             symbol.section == entry.section && symbol.value == entry.begin;
    });
  }

  // Places of the same name, with the same code, that no given object explains.
  void check_copies(const Root &root, Rva rva) {
    const Occupant self{root.pre_object, root.pre_function};
    const ObjectFile &file = change_.pre.objects[root.pre_object].side.object();
    const Extent &entry = extent_of(self);
    for (const NamedPlace *place : change_.base.names().places_of(name(self))) {
      if (place->rva == rva || explained_.contains(place->rva) ||
          place->rva < entry.begin)
        continue;
      const bool is_copy = !compare_placed(
          file, file.sections[entry.section], entry.begin, entry.end,
          change_.base.image(), place->rva - static_cast<Rva>(entry.begin));
      if (is_copy)
        result_.refusals.push_back(
            {RefusalReason::unexplained_copy, name(self),
             change_.post.objects[root.post_object].label,
             "another copy is at " + hex(place->rva) +
                 ", of an object that was not given"});
    }
  }

  const Change &change_;
  std::map<Rva, std::vector<Root>> by_place_;
  std::map<Rva, std::vector<Occupant>> occupants_; // of the roots' places
  std::set<Rva> explained_;                        // where a pre function is
  FoldVerdict result_;
};

} // namespace

FoldVerdict check_folding(const Change &change, const Roots &roots) {
  return FoldingCheck(change, roots).run();
}

} // namespace hotpatch
