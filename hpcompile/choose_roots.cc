// The functions to redirect: see checks.h.
//
// Every function that hpdiff calls changed and that the base image holds is a
// root.  A function that is not in the image was left out by the linker, or its
// object belongs to another image of the same build; it is noted, since nothing
// of it can run in this one.
#include "hpcompile/checks.h"

#include "formats/core/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

constexpr std::array hooks = {
    std::pair{std::string_view("hotpatch_pre_apply"), HookKind::pre_apply},
    std::pair{std::string_view("hotpatch_post_apply"), HookKind::post_apply},
    std::pair{std::string_view("hotpatch_pre_rollback"),
              HookKind::pre_rollback},
    std::pair{std::string_view("hotpatch_post_rollback"),
              HookKind::post_rollback},
};

std::string byte_text(std::byte b) { return hex(std::to_integer<unsigned>(b)); }

class RootChooser {
public:
  RootChooser(const Change &change, bool include_noise)
      : change_(change), include_noise_(include_noise) {}

  ChosenRoots run() {
    for (const FunctionDiff &diff : change_.report.functions)
      consider(diff);
    note_shadowed();
    add_hooks();
    std::ranges::sort(result_.line_only);
    auto repeated = std::ranges::unique(result_.line_only);
    result_.line_only.erase(repeated.begin(), repeated.end());
    std::ranges::sort(result_.roots.functions, {}, [](const Root &root) {
      return std::pair(root.post_object, root.post_function);
    });
    return std::move(result_);
  }

private:
  // A function of a pre object, and where it is in the image.
  struct Copy {
    std::uint32_t object = 0;
    Rva rva = 0;
  };

  [[nodiscard]] bool is_wanted(FunctionClass cls) const {
    switch (cls) {
    case FunctionClass::constant:
    case FunctionClass::code:
      return true;
    case FunctionClass::layout_only:
    case FunctionClass::line_only:
      return include_noise_;
    case FunctionClass::identical:
    case FunctionClass::added:
    case FunctionClass::removed:
      return false;
    }
    return false;
  }

  void consider(const FunctionDiff &diff) {
    const bool is_noise = diff.cls == FunctionClass::line_only;
    // What is paired by guess and differs is no successor (pairing.cc).
    if (!diff.pre || !diff.post || (!is_wanted(diff.cls) && !is_noise) ||
        diff.match_by == MatchBy::neighbours)
      return;
    const std::uint32_t pre = change_.pre.by_number[diff.pre->object_number];
    const std::uint32_t post = change_.post.by_number[diff.post->object_number];
    if (pre == no_index || post == no_index)
      return;
    const Extent &entry = change_.pre.objects[pre]
                              .side.contents()
                              .functions[diff.pre->index]
                              .extents.front();
    const SectionPlacement &placement =
        change_.base.placements().of(pre, entry.section);
    if (!is_wanted(diff.cls)) {
      if (placement.state == State::placed)
        result_.line_only.push_back(placement.rva +
                                    static_cast<Rva>(entry.begin));
      return;
    }
    switch (placement.state) {
    case State::placed: {
      const Rva rva = placement.rva + static_cast<Rva>(entry.begin);
      if (std::optional<Copy> copy = speaking_copy(pre, diff.pre->index, rva);
          copy && copy->object != pre) {
        shadowed_.emplace_back(&diff, *copy);
        return;
      }
      replaced_.insert(rva);
      result_.roots.functions.push_back(
          {post, diff.post->index, pre, diff.pre->index});
      return;
    }
    case State::differs:
      return refuse_differing(diff, pre, entry, placement);
    case State::ambiguous:
      return refuse(diff, RefusalReason::ambiguous_binding,
                    std::to_string(placement.candidates.size()) +
                        " places in the image have its bytes, expected one");
    case State::absent:
    case State::unused:
      result_.notes.push_back(diff.name + " (" + diff.object +
                              ") changed, but is not in the image");
      return;
    }
  }

  // Of an inline function that many objects have, the linker kept one copy, the
  // first.  Its object's post form is what a new link would hold; the others
  // may differ in what was inlined into them.  Returns the copy that the image
  // has (at `rva`, if given), or nothing if the function is none of that kind.
  [[nodiscard]] std::optional<Copy>
  speaking_copy(std::uint32_t object, std::uint32_t function,
                std::optional<Rva> rva) const {
    const Side &side = change_.pre.objects[object].side;
    const Function &copy = side.contents().functions[function];
    const ObjectFile &file = side.object();
    if (copy.symbol == no_index ||
        file.symbols[copy.symbol].linkage == Linkage::local ||
        !is_comdat(file, file.sections[copy.extents.front().section]))
      return std::nullopt;
    for (const Definition &definition :
         change_.base.definitions().of(file.symbols[copy.symbol].name)) {
      const Symbol &symbol = change_.pre.objects[definition.object]
                                 .side.object()
                                 .symbols[definition.symbol];
      if (symbol.placement != Placement::in_section)
        continue;
      std::optional<Rva> place = change_.base.placements().rva_of(
          definition.object, symbol.section, symbol.value);
      if (place && place == rva.value_or(*place))
        return Copy{definition.object, *place};
    }
    return std::nullopt;
  }

  void note_shadowed() {
    for (const auto &[diff, copy] : shadowed_)
      if (!replaced_.contains(copy.rva))
        result_.notes.push_back(
            diff->name + " (" + diff->object +
            ") changed, but the image's copy counts as that of " +
            change_.pre.objects[copy.object].label + ", which needs no patch");
  }

  void refuse(const FunctionDiff &diff, RefusalReason reason,
              std::string detail) {
    result_.refusals.push_back(
        {reason, diff.name, diff.object, std::move(detail)});
  }

  void refuse_differing(const FunctionDiff &diff, std::uint32_t pre,
                        const Extent &entry,
                        const SectionPlacement &placement) {
    const ObjectFile &file = change_.pre.objects[pre].side.object();
    const Section &section = file.sections[entry.section];
    const Mismatch &m = placement.mismatch;
    // If the image's copy is a given object's, that one counts.
    if (std::optional<Copy> copy =
            speaking_copy(pre, diff.pre->index, std::nullopt)) {
      shadowed_.emplace_back(&diff, *copy);
      return;
    }
    refuse(diff,
           is_comdat(file, section) ? RefusalReason::comdat_differs
                                    : RefusalReason::base_differs,
           std::string(section.name) + "+" + hex(m.offset) + ": image has " +
               byte_text(m.found) + " at " +
               hex(placement.rva + static_cast<Rva>(m.offset)) + ", expected " +
               byte_text(m.expected));
  }

  void add_hooks() {
    for (const auto &[name, kind] : hooks)
      for (std::uint32_t o = 0; o < change_.post.objects.size(); ++o) {
        const Side &side = change_.post.objects[o].side;
        for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f)
          if (name_of(side.object(), side.contents().functions[f]) == name)
            result_.roots.hooks.push_back({kind, o, f});
      }
  }

  const Change &change_;
  bool include_noise_;
  // Changed copies of inline functions, and those that speak for them.
  std::vector<std::pair<const FunctionDiff *, Copy>> shadowed_;
  std::set<Rva> replaced_; // entries of the roots
  ChosenRoots result_;
};

} // namespace

ChosenRoots choose_roots(const Change &change, bool include_noise) {
  return RootChooser(change, include_noise).run();
}

std::string place_in_object(const Side &side, std::uint32_t function) {
  const Extent &entry = side.contents().functions[function].extents.front();
  return std::string(side.object().sections[entry.section].name) + "+" +
         hex(entry.begin);
}

} // namespace hotpatch
