// Changed data: see checks.h.
//
// Data that the program writes is live: its initial content was copied long
// ago, and its size and place are what the running code relies on.  So any
// change to it is refused.  Read-only data is only ever read: if nothing but
// replaced functions refers to it, they take their own, new copy along and
// nobody sees a difference.  What other modules may read, or what has no reader
// that we know of, cannot be judged so.
//
// A global variable that moved to another object (hpdiff calls it removed and
// added) is as live as one that stayed: references are bound by its name.  So
// it must be the same there, byte for byte.
//
// New data are nobody's business but the payload's, unless they are entries of
// a table that linkers put together and programs walk from end to end.
#include "hpcompile/checks.h"

#include "formats/debug/type_layout.h"
#include "hpcompile/remaining.h"
#include "hpcompile/users.h"
#include "hpdiff/content.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

struct ChangedDatum {
  const DataDiff *diff = nullptr;
  const DataSide *pre = nullptr, *post = nullptr; // of diff
  std::uint32_t pre_object = 0, post_object = 0;
  bool is_read_only = false;
};

bool is_change(DataClass cls) {
  return cls == DataClass::changed_readonly ||
         cls == DataClass::changed_initializer || cls == DataClass::resized;
}

class DataCheck {
public:
  DataCheck(const Change &change, const Roots &roots)
      : change_(change), users_(change.pre), remaining_(change.base, roots) {}

  DataVerdict run() {
    for (const DataDiff &diff : change_.report.data)
      if (is_change(diff.cls) && diff.pre && diff.post)
        consider(diff, *diff.pre, *diff.post);
    check_moved();
    check_entries();
    // Tables may lead to each other: what can be replaced grows step by step.
    for (bool is_growing = true; is_growing;) {
      is_growing = false;
      for (const ChangedDatum &datum : read_only_)
        is_growing = replace(datum) || is_growing;
    }
    for (const ChangedDatum &datum : read_only_)
      if (!replaced_.contains(member(datum)))
        refuse(datum, obstacle(datum).value_or("it cannot be replaced"));
    return std::move(result_);
  }

private:
  static Defined member(const ChangedDatum &datum) {
    return {Defined::Kind::datum, datum.pre_object, datum.pre->index};
  }

  void consider(const DataDiff &diff, const DataSide &pre,
                const DataSide &post) {
    ChangedDatum datum{.diff = &diff,
                       .pre = &pre,
                       .post = &post,
                       .pre_object = change_.pre.by_number[pre.object_number],
                       .post_object =
                           change_.post.by_number[post.object_number]};
    if (datum.pre_object == no_index || datum.post_object == no_index)
      return;
    if (pre.index == no_datum)
      return refuse(datum, "");
    const Side &side = change_.pre.objects[datum.pre_object].side;
    const Extent &extent = side.contents().data[pre.index].extent;
    const SectionKind kind = side.object().sections[extent.section].kind;
    if (remaining_.is_left_out(datum.pre_object, extent.section))
      return; // nothing in the image refers to it
    if (is_same_within_size(datum))
      return;
    if (kind == SectionKind::read_only || kind == SectionKind::code)
      read_only_.push_back(datum);
    else
      refuse(datum, "");
  }

  void check_entries() {
    for (const DataDiff &diff : change_.report.data) {
      if (diff.cls != DataClass::added || !diff.post ||
          !is_walked(diff.section))
        continue;
      const std::uint32_t post =
          change_.post.by_number[diff.post->object_number];
      if (post != no_index && change_.pairing.pre_of(post) != no_index)
        refuse({.diff = &diff},
               "is found by its place in a table of the image");
    }
  }

  [[nodiscard]] bool is_walked(std::string_view section) const {
    const Needed &needed = change_.base.needed();
    const std::string name(section);
    return section.starts_with(".fini_array") ||
           section.starts_with(".dtors") || needed.name("__start_" + name) ||
           needed.name("__stop_" + name);
  }

  void check_moved() {
    std::map<std::string_view, const DataDiff *> removed;
    for (const DataDiff &diff : change_.report.data)
      if (diff.cls == DataClass::removed && diff.pre &&
          diff.linkage != LinkageKind::local)
        removed.emplace(diff.name, &diff);
    for (const DataDiff &diff : change_.report.data)
      if (diff.cls == DataClass::added && diff.post &&
          diff.linkage != LinkageKind::local)
        if (auto found = removed.find(diff.name); found != removed.end())
          check_moved(*found->second, diff);
  }

  // Of a datum that is in pre only, and one of its name in post only.
  void check_moved(const DataDiff &removed, const DataDiff &added) {
    if (!removed.pre || !added.post)
      return;
    const std::optional<Held> pre = held(change_.pre, *removed.pre),
                              post = held(change_.post, *added.post);
    if (!pre || !post ||
        (pre->side && remaining_.is_left_out(pre->object, pre->extent.section)))
      return;
    std::string detail = "was in " + removed.section + " of " + removed.object;
    if (pre->extent.size() != post->extent.size())
      detail += "; size " + std::to_string(pre->extent.size()) + " -> " +
                std::to_string(post->extent.size());
    else if (!has_same_content(*pre, *post))
      detail += ", with another content";
    else
      return;
    result_.refusals.push_back({RefusalReason::changed_data, added.name,
                                added.object,
                                added.section + ": " + std::move(detail)});
  }

  // A variable of a build.
  struct Held {
    std::uint32_t object = 0;
    const Side *side = nullptr; // null: common
    Extent extent;
  };

  static std::optional<Held> held(const Build &build, const DataSide &datum) {
    const std::uint32_t object = build.by_number[datum.object_number];
    if (object == no_index)
      return std::nullopt;
    if (datum.index == no_datum)
      return Held{object, nullptr, {.begin = 0, .end = datum.size}};
    const Side &side = build.objects[object].side;
    const Datum &known = side.contents().data[datum.index];
    Held result{object, &side, known.extent};
    if (!known.is_sized)
      if (const std::uint64_t size = size_of(build, object, datum.name);
          size > 0 && size < known.extent.size())
        result.extent.end = result.extent.begin + size;
    return result;
  }

  static bool has_same_content(const Held &pre, const Held &post) {
    auto bytes = [](const Held &h) {
      return h.side ? bytes_of(*h.side, h.extent) : BytesView();
    };
    auto relocations = [](const Held &h) {
      return h.side ? h.side->relocations_in(h.extent)
                    : std::span<const Relocation>();
    };
    auto leads_alike = [&](const Relocation &a, const Relocation &b) {
      if (a.symbol == no_index || b.symbol == no_index)
        return false;
      const Symbol &x = pre.side->object().symbols[a.symbol];
      const Symbol &y = post.side->object().symbols[b.symbol];
      return a.offset - pre.extent.begin == b.offset - post.extent.begin &&
             a.type == b.type && a.addend == b.addend && x.name == y.name &&
             x.linkage != Linkage::local && y.linkage != Linkage::local;
    };
    // No bytes: zeros.
    const bool is_same_text = (is_zero(bytes(pre)) && is_zero(bytes(post))) ||
                              equal_bytes(bytes(pre), bytes(post));
    return is_same_text &&
           std::ranges::equal(relocations(pre), relocations(post), leads_alike);
  }

  // COFF symbols have no sizes, so that what lies behind a datum may have been
  // taken for a part of it.  Debug information knows better.
  [[nodiscard]] bool is_same_within_size(const ChangedDatum &datum) {
    const Datum &pre = change_.pre.objects[datum.pre_object]
                           .side.contents()
                           .data[datum.pre->index];
    const Datum &post = change_.post.objects[datum.post_object]
                            .side.contents()
                            .data[datum.post->index];
    PairedObject *pair = change_.pairing.of_post(datum.post_object);
    if (pre.is_sized || post.is_sized || !pair || pair->pre != datum.pre_object)
      return false;
    const std::uint64_t size =
        size_of(change_.pre, datum.pre_object, datum.pre->name);
    if (size == 0 || size > pre.extent.size() || size > post.extent.size() ||
        size != size_of(change_.post, datum.post_object, datum.post->name))
      return false;
    return pair->equality->same_extent(
        {pre.extent.section, pre.extent.begin, pre.extent.begin + size},
        {post.extent.section, post.extent.begin, post.extent.begin + size},
        nullptr);
  }

  // The size of a variable, in bytes; 0 if there is none or several.
  static std::uint64_t size_of(const Build &build, std::uint32_t object,
                               const std::string &name) {
    Expected<ObjectTypes> types = read_types(build.objects[object].bytes);
    if (!types)
      return 0;
    auto found = std::ranges::equal_range(types->variables, name, {},
                                          &VariableSize::name);
    return found.size() == 1 ? found.front().size : 0;
  }

  // Whether the datum could newly be replaced.
  bool replace(const ChangedDatum &datum) {
    if (replaced_.contains(member(datum)) || obstacle(datum))
      return false;
    replaced_.insert(member(datum));
    result_.replaced.emplace(datum.post_object, datum.post->index);
    return true;
  }

  // Why the image's copy would still be read.
  std::optional<std::string> obstacle(const ChangedDatum &datum) {
    if (remaining_.is_exported(member(datum)))
      return "the image exports it";
    const std::vector<Use> uses = users_.of(member(datum));
    for (const auto &[user, is_call] : uses)
      if (!replaced_.contains(user) && remaining_.has(user))
        return "is used by " + name_of(change_.pre, user) +
               ", which is not replaced";
    return uses.empty() ? std::optional<std::string>(
                              "nothing in the objects refers to it")
                        : std::nullopt;
  }

  void refuse(const ChangedDatum &datum, std::string_view more) {
    const DataDiff &diff = *datum.diff;
    std::string detail(to_word(diff.cls));
    for (const std::string &evidence : diff.evidence)
      detail += "; " + evidence;
    if (!more.empty())
      detail += "; " + std::string(more);
    result_.refusals.push_back({RefusalReason::changed_data, diff.name,
                                diff.object,
                                diff.section + ": " + std::move(detail)});
  }

  const Change &change_;
  Users users_;
  Remaining remaining_;
  std::set<Defined> replaced_; // data of the pre side
  std::vector<ChangedDatum> read_only_;
  DataVerdict result_;
};

} // namespace

DataVerdict check_data(const Change &change, const Roots &roots) {
  return DataCheck(change, roots).run();
}

} // namespace hotpatch
