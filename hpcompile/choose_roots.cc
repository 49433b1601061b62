// The functions to redirect: see checks.h.
//
// Every function that hpdiff calls changed and that the base image holds is a
// root, or refused.  A function that is not in the image was left out by the
// linker, or its object belongs to another image of the same build; it is
// noted, since nothing of it can run in this one.  That it was not found is no
// proof: what something in the image refers to is in it.
#include "hpcompile/checks.h"

#include "formats/core/text.h"
#include "hpcompile/users.h"

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
      : change_(change), users_(change.pre), post_definitions_(change.post),
        include_noise_(include_noise) {}

  ChosenRoots run() {
    for (const FunctionDiff &diff : change_.report.functions)
      consider(diff);
    for (const Candidate &guess : guesses_)
      if (is_used_as_before(guess))
        take(guess);
    for (const FunctionDiff &diff : change_.report.functions)
      if (diff.cls == FunctionClass::added && diff.post)
        check_new_definition(diff, *diff.post);
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
  struct Candidate {
    const FunctionDiff *diff = nullptr;
    Root root;
  };
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
    if (!diff.pre || !diff.post || (!is_wanted(diff.cls) && !is_noise))
      return;
    const std::uint32_t pre = change_.pre.by_number[diff.pre->object_number];
    const std::uint32_t post = change_.post.by_number[diff.post->object_number];
    if (pre == no_index || post == no_index)
      return;
    const Candidate candidate{&diff,
                              {post, diff.post->index, pre, diff.pre->index}};
    if (!is_wanted(diff.cls)) {
      if (std::optional<Rva> rva =
              change_.base.function_place(pre, diff.pre->index, 0))
        result_.line_only.push_back(*rva);
    } else if (diff.match_by == MatchBy::neighbours) {
      guesses_.push_back(candidate);
    } else {
      take(candidate);
    }
  }

  // A function that was paired by its place in the reference graph and differs
  // may have another task (pairing.cc).  Where code or data that stays refers
  // to it, the post form of that refers to the other function, and so must what
  // is in memory.  If all that refers to it is replaced or gone, there is
  // nothing to replace: what it was taken for is a new function.
  [[nodiscard]] bool is_used_as_before(const Candidate &guess) {
    const Root &root = guess.root;
    const PairedObject *pair = change_.pairing.of_post(root.post_object);
    if (!pair || pair->pre != root.pre_object)
      return true;
    const std::vector<Use> uses = users_.of(
        {Defined::Kind::function, root.pre_object, root.pre_function});
    return uses.empty() || std::ranges::any_of(uses, [&](const Use &use) {
             const Defined &user = use.user;
             if (user.object != root.pre_object)
               return true;
             const bool is_function = user.kind == Defined::Kind::function;
             const std::uint32_t successor =
                 is_function ? pair->matched.post_function[user.index]
                             : pair->matched.post_datum[user.index];
             return successor != no_index &&
                    !(is_function && is_root(user.object, user.index));
           });
  }

  [[nodiscard]] bool is_root(std::uint32_t object,
                             std::uint32_t function) const {
    return std::ranges::any_of(result_.roots.functions, [&](const Root &root) {
      return root.pre_object == object && root.pre_function == function;
    });
  }

  void take(const Candidate &candidate) {
    const auto &[diff, root] = candidate;
    const Extent &entry = change_.pre.objects[root.pre_object]
                              .side.contents()
                              .functions[root.pre_function]
                              .extents.front();
    const SectionPlacement &placement =
        change_.base.placements().of(root.pre_object, entry.section);
    switch (placement.state) {
    case State::placed: {
      const Rva rva = placement.rva + static_cast<Rva>(entry.begin);
      if (std::optional<Copy> copy = speaking_copy(root, rva);
          copy && copy->object != root.pre_object) {
        shadowed_.emplace_back(diff, *copy);
        return;
      }
      replaced_.insert(rva);
      result_.roots.functions.push_back(root);
      return;
    }
    case State::differs:
      return refuse_differing(candidate, entry, placement);
    case State::ambiguous:
      return refuse(*diff, RefusalReason::ambiguous_binding,
                    std::to_string(placement.candidates.size()) +
                        " places in the image have its bytes, expected one");
    case State::absent:
    case State::unused:
      if (change_.base.needed().section(root.pre_object, entry.section))
        return refuse(*diff, RefusalReason::unbound,
                      place_in_object(change_.pre.objects[root.pre_object].side,
                                      root.pre_function) +
                          ": the image holds it, since something there refers "
                          "to it, but nothing tells where");
      result_.notes.push_back(diff->name + " (" + diff->object +
                              ") changed, but is not in the image");
      return;
    }
  }

  // Of an inline function that many objects have, the linker kept one copy, the
  // first.  Its object's post form is what a new link would hold; the others
  // may differ in what was inlined into them.  Returns the copy that the image
  // has (at `rva`, if given), or nothing if the function is none of that kind.
  [[nodiscard]] std::optional<Copy>
  speaking_copy(const Root &root, std::optional<Rva> rva) const {
    const Side &side = change_.pre.objects[root.pre_object].side;
    const Function &copy = side.contents().functions[root.pre_function];
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

  // A new definition that prevails over a weak one, or that stands for one that
  // is gone, takes calls over from what the image has.  (Where both stay and
  // neither is weak, they are of two images.)  One that is weak itself, or an
  // inline function's copy, takes over only where all others are gone.
  void check_new_definition(const FunctionDiff &diff,
                            const FunctionSide &post) {
    const std::uint32_t object = change_.post.by_number[post.object_number];
    if (diff.linkage == LinkageKind::local || object == no_index)
      return;
    const Side &side = change_.post.objects[object].side;
    const ObjectFile &file = side.object();
    const Extent &entry = side.contents().functions[post.index].extents.front();
    const std::span<const Definition> before =
        change_.base.definitions().of(diff.name);
    const auto stays = [&](const Definition &definition) {
      return is_still_defined(definition.object, diff.name);
    };
    if ((diff.linkage != LinkageKind::global ||
         is_comdat(file, file.sections[entry.section])) &&
        std::ranges::any_of(before, stays))
      return;
    for (const Definition &definition : before) {
      const Symbol &symbol = change_.pre.objects[definition.object]
                                 .side.object()
                                 .symbols[definition.symbol];
      if (symbol.placement == Placement::in_section &&
          (symbol.linkage != Linkage::global || !stays(definition)))
        check_replaced(diff, definition, symbol);
    }
  }

  // Whether code that a new definition stands for is out of force.
  void check_replaced(const FunctionDiff &diff, const Definition &before,
                      const Symbol &symbol) {
    const std::string &label = change_.pre.objects[before.object].label;
    const std::optional<Rva> rva = change_.base.placements().rva_of(
        before.object, symbol.section, symbol.value);
    if (rva && !replaced_.contains(*rva))
      refuse(diff, RefusalReason::unexplained_copy,
             "the image has that of " + label + " at " + hex(*rva) +
                 ", which would stay in force");
    else if (!rva &&
             change_.base.needed().section(before.object, symbol.section))
      refuse(diff, RefusalReason::unbound,
             "the image has that of " + label +
                 ", since something there refers to it, but nothing tells "
                 "where");
  }

  // Whether the post form of a pre object defines the name, too.
  [[nodiscard]] bool is_still_defined(std::uint32_t pre,
                                      std::string_view name) const {
    return std::ranges::any_of(
        post_definitions_.of(name), [&](const Definition &definition) {
          return change_.pairing.pre_of(definition.object) == pre;
        });
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

  void refuse_differing(const Candidate &candidate, const Extent &entry,
                        const SectionPlacement &placement) {
    const auto &[diff, root] = candidate;
    const ObjectFile &file = change_.pre.objects[root.pre_object].side.object();
    const Section &section = file.sections[entry.section];
    const Mismatch &m = placement.mismatch;
    // If the image's copy is a given object's, that one counts.
    if (std::optional<Copy> copy = speaking_copy(root, std::nullopt)) {
      shadowed_.emplace_back(diff, *copy);
      return;
    }
    refuse(*diff,
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
  Users users_;
  Definitions post_definitions_;
  bool include_noise_;
  std::vector<Candidate> guesses_; // changed functions paired by neighbours
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
