// See users.h.  References between functions of one section are found by
// decoding, so an object's uses are collected only when somebody asks.
//
// Unnamed data (a compiler's tables of addresses or distances) is nobody that
// could be replaced or stay: whoever refers to it uses what it leads to.  It
// reaches up to the next place that something refers to.  Entries that lead
// into the middle of a function are labels of a jump table and no uses.
#include "hpcompile/users.h"

#include "hpdiff/content.h"

#include <algorithm>
#include <optional>
#include <set>

namespace hotpatch {
namespace {

using Kind = Target::Kind;

bool is_branch_at(std::span<const Instruction> code, std::uint64_t at) {
  const Instruction *holder = instruction_at(code, at);
  return holder && is_direct_transfer(*holder);
}

struct Reached {
  Use use;
  Target target; // no content
};

// Collects what the functions and data of an object refer to.
class ReferenceReader {
public:
  ReferenceReader(const Side &side, std::uint32_t object)
      : side_(side), object_(object) {}

  std::vector<Reached> run() {
    const Contents &contents = side_.contents();
    for (std::uint32_t f = 0; f < contents.functions.size(); ++f) {
      const std::vector<Instruction> code = side_.instructions(f);
      for (const Reference &reference : side_.references(f, code))
        add({{Defined::Kind::function, object_, f},
             is_branch_at(code, reference.at)},
            reference.target);
    }
    for (std::uint32_t d = 0; d < contents.data.size(); ++d) {
      const Extent &extent = contents.data[d].extent;
      const Use use{{Defined::Kind::datum, object_, d}};
      for (const Relocation &relocation : side_.relocations_in(extent)) {
        add(use, data_target(side_, extent.section, extent.begin, relocation));
        if (std::optional<Target> start = start_from_field(side_, relocation))
          add(use, *start);
      }
    }
    return std::move(result_);
  }

private:
  void add(const Use &use, const Target &target) {
    if (target.kind != Kind::content)
      return result_.push_back({use, target});
    for (const Target &through : through(target))
      result_.push_back({{use.user}, through});
  }

  // What unnamed data leads to, by way of other unnamed data too.
  const std::vector<Target> &through(const Target &content) {
    auto [entry, is_new] =
        through_.try_emplace({content.index, content.offset});
    if (!is_new)
      return entry->second;
    std::set<Place> seen = {entry->first};
    std::vector<Place> queue = {entry->first};
    while (!queue.empty()) {
      const Place place = queue.back();
      queue.pop_back();
      for (const Target &target : entries_at(place))
        if (target.kind != Kind::content)
          entry->second.push_back(target);
        else if (const Place next{target.index, target.offset};
                 seen.insert(next).second)
          queue.push_back(next);
    }
    return entry->second;
  }

  using Place = std::pair<std::uint32_t, std::int64_t>; // section, offset

  std::vector<Target> entries_at(const Place &place) {
    const ObjectFile &object = side_.object();
    std::vector<Target> targets;
    if (object.sections[place.first].relocation_count == 0)
      return targets;
    if (!atoms_)
      atoms_.emplace(side_);
    const std::uint64_t begin = static_cast<std::uint64_t>(place.second);
    for (const Relocation &relocation : side_.relocations_in(
             {place.first, begin, atoms_->end_of(place.first, begin)})) {
      const Target target = entry_of(place.first, begin, relocation);
      if (target.kind != Kind::code || target.offset == 0)
        targets.push_back(target);
    }
    return targets;
  }

  // Distances in unnamed data count from its beginning.
  [[nodiscard]] Target entry_of(std::uint32_t section, std::uint64_t begin,
                                const Relocation &relocation) const {
    if (relocation.form != RelocationForm::pc_relative)
      return side_.target_of(section, relocation);
    const std::uint64_t addend =
        static_cast<std::uint64_t>(relocation.addend) +
        static_cast<std::uint64_t>(data_bias(side_, relocation)) -
        (relocation.offset - begin);
    return side_.resolve(relocation.symbol, static_cast<std::int64_t>(addend));
  }

  const Side &side_;
  std::uint32_t object_;
  std::optional<Atoms> atoms_; // made when needed
  std::map<Place, std::vector<Target>> through_;
  std::vector<Reached> result_;
};

} // namespace

const Extent &extent_of(const Build &build, const Defined &member) {
  const Contents &contents = build.objects[member.object].side.contents();
  return member.kind == Defined::Kind::function
             ? contents.functions[member.index].extents.front()
             : contents.data[member.index].extent;
}

std::string name_of(const Build &build, const Defined &member) {
  const Side &side = build.objects[member.object].side;
  return member.kind == Defined::Kind::function
             ? name_of(side.object(), side.contents().functions[member.index])
             : name_of(side.object(), side.contents().data[member.index]);
}

const Users::ObjectUses &Users::uses_of(std::uint32_t object) {
  auto [entry, is_new] = uses_.try_emplace(object);
  ObjectUses &uses = entry->second;
  if (!is_new)
    return uses;
  const Side &side = build_.objects[object].side;
  const Contents &contents = side.contents();
  auto note_local = [&](const Extent &target, const Use &use) {
    uses.local[{target.section, target.begin}].push_back(use);
  };
  for (const auto &[use, target] : ReferenceReader(side, object).run())
    switch (target.kind) {
    case Kind::symbol:
      uses.named[side.object().symbols[target.index].name].push_back(use);
      break;
    case Kind::code:
      note_local(contents.functions[target.index].extents.front(), use);
      break;
    case Kind::datum:
      note_local(contents.data[target.index].extent, use);
      break;
    case Kind::content:
    case Kind::unknown:
      break;
    }
  return uses;
}

std::vector<Use> Users::of(const Defined &member) {
  std::vector<Use> result;
  const Side &side = build_.objects[member.object].side;
  const Extent &extent = extent_of(build_, member);
  auto is_itself = [&](const Defined &user) {
    return user.object == member.object && extent_of(build_, user) == extent;
  };
  auto take = [&](const auto &uses, const auto &key) {
    if (auto found = uses.find(key); found != uses.end())
      std::ranges::copy_if(
          found->second, std::back_inserter(result),
          [&](const Use &use) { return !is_itself(use.user); });
  };
  take(uses_of(member.object).local, Place{extent.section, extent.begin});
  for (const Symbol &symbol : side.object().symbols)
    if (symbol.linkage != Linkage::local &&
        symbol.placement == Placement::in_section &&
        symbol.section == extent.section && symbol.value == extent.begin)
      for (std::uint32_t o = 0; o < build_.objects.size(); ++o)
        take(uses_of(o).named, symbol.name);
  std::ranges::sort(result);
  auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), repeated.end());
  return result;
}

} // namespace hotpatch
