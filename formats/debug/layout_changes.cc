// Which types two builds disagree about.
//
// Both sides are unions over their objects: compilers leave complete types out
// of objects that do not need them, so one object alone proves nothing.  A name
// may stand for several layouts (C programs have a `struct context` in every
// other file); then the sets of layouts are compared, since nothing tells which
// of them belong together.
//
// A record is its size and the set of (offset, bit size, type); names of
// members do not count.  An enumeration is its size and the values of the
// enumerators that both sides have: one more is harmless.
//
// On 65 real fixes this rule finds all eight that change a layout and no other;
// sizes alone miss two, and so do function pointers without their signature.
#include "formats/debug/message.h"
#include "formats/debug/type_layout.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace hotpatch {
namespace {

using Member = std::tuple<std::uint64_t, std::uint32_t, std::string_view>;

struct Layout {
  std::uint64_t size = 0;
  std::vector<Member> members; // sorted, no duplicates

  friend auto operator<=>(const Layout &, const Layout &) = default;
};

struct SideType {
  std::set<Layout> layouts; // records, and sizes of enumerations
  std::map<std::string_view, std::set<std::int64_t>> enumerators;
};

using Key = std::pair<std::string_view, TypeKind>;
using Side = std::map<Key, SideType>;

Side side_of(const std::vector<ObjectTypes> &objects) {
  Side side;
  for (const ObjectTypes &object : objects)
    for (const TypeLayout &type : object.types) {
      SideType &entry = side[{type.name, type.kind}];
      Layout layout;
      if (type.name != unnamed_enumeration)
        layout.size = type.size;
      for (const TypeMember &member : type.members)
        layout.members.emplace_back(member.offset_bits, member.size_bits,
                                    member.type);
      std::ranges::sort(layout.members);
      const auto rest = std::ranges::unique(layout.members);
      layout.members.erase(rest.begin(), rest.end());
      entry.layouts.insert(std::move(layout));
      for (const auto &[name, value] : type.enumerators)
        entry.enumerators[name].insert(value);
    }
  return side;
}

std::string text_of(const Member &member) {
  std::string text(std::get<2>(member));
  if (std::get<1>(member) > 0)
    text += message(":{}", {std::get<1>(member)});
  return text;
}

std::string place_of(const Member &member) {
  std::string text = message("member at byte {}", {std::get<0>(member) / 8});
  if (std::get<0>(member) % 8 != 0)
    text += message(" bit {}", {std::get<0>(member) % 8});
  return text;
}

// The first member, by offset, that only one side has.
std::string member_change(const Layout &pre, const Layout &post) {
  std::vector<Member> gone, came;
  std::ranges::set_difference(pre.members, post.members,
                              std::back_inserter(gone));
  std::ranges::set_difference(post.members, pre.members,
                              std::back_inserter(came));
  if (gone.empty() && came.empty())
    return {};
  if (came.empty() ||
      (!gone.empty() && std::get<0>(gone[0]) < std::get<0>(came[0])))
    return place_of(gone[0]) + ": " + text_of(gone[0]) + " removed";
  if (gone.empty() || std::get<0>(came[0]) < std::get<0>(gone[0]))
    return place_of(came[0]) + ": " + text_of(came[0]) + " added";
  return place_of(gone[0]) + ": " + text_of(gone[0]) + " -> " +
         text_of(came[0]);
}

std::string layout_change(const std::set<Layout> &pre,
                          const std::set<Layout> &post) {
  if (pre == post)
    return {};
  std::vector<Layout> gone, came;
  std::ranges::set_difference(pre, post, std::back_inserter(gone));
  std::ranges::set_difference(post, pre, std::back_inserter(came));
  if (gone.size() != 1 || came.size() != 1)
    return message("{} layouts of this name -> {}", {pre.size(), post.size()});
  std::string detail;
  if (gone[0].size != came[0].size)
    detail = message("size {} -> {}", {gone[0].size, came[0].size});
  const std::string member = member_change(gone[0], came[0]);
  return detail + (detail.empty() || member.empty() ? "" : ", ") + member;
}

std::string values_of(const std::set<std::int64_t> &values) {
  std::string text;
  for (const std::int64_t value : values)
    text += (text.empty() ? "" : " and ") + std::to_string(value);
  return text;
}

} // namespace

std::vector<LayoutChange>
changed_layouts(const std::vector<ObjectTypes> &pre,
                const std::vector<ObjectTypes> &post) {
  const Side pre_side = side_of(pre), post_side = side_of(post);
  std::vector<LayoutChange> changes;
  for (const auto &[key, pre_type] : pre_side) {
    const auto found = post_side.find(key);
    if (found == post_side.end())
      continue;
    const SideType &post_type = found->second;
    const std::string name(key.first);
    if (std::string detail = layout_change(pre_type.layouts, post_type.layouts);
        !detail.empty())
      changes.push_back({name, std::move(detail)});
    for (const auto &[enumerator, values] : pre_type.enumerators) {
      const auto post_values = post_type.enumerators.find(enumerator);
      if (post_values == post_type.enumerators.end() ||
          post_values->second == values)
        continue;
      changes.push_back({name, message("enumerator {}: {} -> {}",
                                       {enumerator, values_of(values),
                                        values_of(post_values->second)})});
    }
  }
  std::ranges::sort(changes);
  return changes;
}

} // namespace hotpatch
