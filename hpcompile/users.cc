// See users.h.  References between functions of one section are found by
// decoding, so an object's uses are collected only when somebody asks.
#include "hpcompile/users.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::uint32_t symbol_of(const Side &side, const Defined &member) {
  return member.kind == Defined::Kind::function
             ? side.contents().functions[member.index].symbol
             : side.contents().data[member.index].symbol;
}

bool is_global(const Side &side, std::uint32_t symbol) {
  return symbol != no_index &&
         side.object().symbols[symbol].linkage != Linkage::local;
}

bool is_branch_at(std::span<const Instruction> code, std::uint64_t at) {
  const Instruction *holder = instruction_at(code, at);
  return holder && is_direct_transfer(*holder);
}

} // namespace

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
  auto note = [&](const Use &user, const Target &target) {
    switch (target.kind) {
    case Target::Kind::symbol:
      uses.named[side.object().symbols[target.index].name].push_back(user);
      break;
    case Target::Kind::code:
      uses.local[{Defined::Kind::function, object, target.index}].push_back(
          user);
      break;
    case Target::Kind::datum:
      uses.local[{Defined::Kind::datum, object, target.index}].push_back(user);
      break;
    case Target::Kind::content:
    case Target::Kind::unknown:
      break;
    }
  };
  for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f) {
    const std::vector<Instruction> code = side.instructions(f);
    for (const Reference &reference : side.references(f, code))
      note({{Defined::Kind::function, object, f},
            is_branch_at(code, reference.at)},
           reference.target);
  }
  for (std::uint32_t d = 0; d < side.contents().data.size(); ++d) {
    const Extent &extent = side.contents().data[d].extent;
    for (const Relocation &relocation : side.relocations_in(extent))
      note({{Defined::Kind::datum, object, d}, false},
           side.target_of(extent.section, relocation));
  }
  return uses;
}

std::vector<Use> Users::of(const Defined &member) {
  std::vector<Use> result;
  auto take = [&](const std::vector<Use> &uses) {
    for (const Use &use : uses)
      if (use.user != member)
        result.push_back(use);
  };
  const Side &side = build_.objects[member.object].side;
  Defined representative = member;
  if (member.kind == Defined::Kind::function)
    representative.index = side.contents().representative(member.index);
  const ObjectUses &own = uses_of(member.object);
  if (auto found = own.local.find(representative); found != own.local.end())
    take(found->second);
  if (const std::uint32_t symbol = symbol_of(side, member);
      is_global(side, symbol))
    for (std::uint32_t o = 0; o < build_.objects.size(); ++o) {
      const ObjectUses &uses = uses_of(o);
      auto found = uses.named.find(side.object().symbols[symbol].name);
      if (found != uses.named.end())
        take(found->second);
    }
  std::ranges::sort(result);
  auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), repeated.end());
  return result;
}

} // namespace hotpatch
