// Changed data: see checks.h.
//
// Data that the program writes is live: its initial content was copied long
// ago, and its size and place are what the running code relies on.  So any
// change to it is refused.  Read-only data is only ever read: if nothing but
// replaced functions refers to it, they take their own, new copy along and
// nobody sees a difference.
#include "hpcompile/checks.h"

#include "formats/debug/type_layout.h"
#include "hpcompile/users.h"

#include <algorithm>

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
      : change_(change), users_(change.pre) {
    for (const Root &root : roots.functions)
      replaced_.insert(
          {Defined::Kind::function, root.pre_object, root.pre_function});
  }

  DataVerdict run() {
    for (const DataDiff &diff : change_.report.data)
      if (is_change(diff.cls) && diff.pre && diff.post)
        consider(diff, *diff.pre, *diff.post);
    // Tables may lead to each other: what can be replaced grows step by step.
    for (bool is_growing = true; is_growing;) {
      is_growing = false;
      for (const ChangedDatum &datum : read_only_)
        is_growing = replace(datum) || is_growing;
    }
    for (const ChangedDatum &datum : read_only_)
      if (!replaced_.contains(member(datum)))
        refuse(datum,
               "is used by " + first_user(datum) + ", which is not replaced");
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
    if (!change_.base.may_hold(datum.pre_object, extent.section))
      return; // nothing in the image refers to it
    if (is_same_within_size(datum))
      return;
    if (kind == SectionKind::read_only || kind == SectionKind::code)
      read_only_.push_back(datum);
    else
      refuse(datum, "");
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
    if (replaced_.contains(member(datum)))
      return false;
    for (const auto &[user, is_call] : users_.of(member(datum)))
      if (!replaced_.contains(user) && is_in_image(user))
        return false;
    replaced_.insert(member(datum));
    result_.replaced.emplace(datum.post_object, datum.post->index);
    return true;
  }

  [[nodiscard]] bool is_in_image(const Defined &user) const {
    const Contents &contents = change_.pre.objects[user.object].side.contents();
    const std::uint32_t section =
        user.kind == Defined::Kind::function
            ? contents.functions[user.index].extents.front().section
            : contents.data[user.index].extent.section;
    return change_.base.may_hold(user.object, section);
  }

  std::string first_user(const ChangedDatum &datum) {
    for (const auto &[user, is_call] : users_.of(member(datum)))
      if (!replaced_.contains(user) && is_in_image(user))
        return name_of(change_.pre, user);
    return "something";
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
  std::set<Defined> replaced_; // of the pre side: functions and data
  std::vector<ChangedDatum> read_only_;
  DataVerdict result_;
};

} // namespace

DataVerdict check_data(const Change &change, const Roots &roots) {
  return DataCheck(change, roots).run();
}

} // namespace hotpatch
