// See register_renames.h.
//
// A compiler that allocates one register differently changes the text of every
// instruction that uses it, and the three that matter drown among thirty.  But
// `mov [p], rax` and `mov [p], rcx` may just as well be the fix.  So rows are
// followed with the values in mind: for each register of the pre side, the
// post side's register that holds the same value, as far as the rows so far
// tell.  Rejected: one renaming for the whole function.  Registers are reused,
// and real functions seldom have one.
#include "hpdiff/register_renames.h"

#include "hpdiff/register_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::uint8_t register_count = 16;
constexpr std::uint8_t unknown = 0xff;
constexpr std::uint8_t stack_pointer = 4;
constexpr std::size_t no_row = ~std::size_t{0};

// In RegisterSet order: rax rcx rdx rbx rsp rbp rsi rdi r8 ...
constexpr RegisterSet results = 0x0005;               // rax, rdx
constexpr RegisterSet arguments_of_system_v = 0x03c6; // rcx rdx rsi rdi r8 r9
constexpr RegisterSet arguments_of_windows = 0x0306;  // rcx rdx r8 r9
constexpr RegisterSet volatile_in_system_v = 0x0fc7;  // and rax r10 r11
constexpr RegisterSet volatile_in_windows = 0x0f07;

bool has(RegisterSet set, std::uint8_t reg) { return set >> reg & 1; }

// Where the post side holds the value of a register of the pre side, and the
// folded row that put it there.
struct Holder {
  std::uint8_t post = unknown;
  std::size_t row = no_row;
};
using Holders = std::array<Holder, register_count>;

Holders same_registers() {
  Holders holders;
  for (std::uint8_t reg = 0; reg < register_count; ++reg)
    holders[reg].post = reg;
  return holders;
}

// What both say.
Holders joined(const Holders &a, const Holders &b) {
  Holders result = a;
  for (std::uint8_t reg = 0; reg < register_count; ++reg)
    if (a[reg].post != b[reg].post)
      result[reg] = {};
  return result;
}

// The registers of the post side that stand where the pre side's do.
using Substitution = std::array<std::uint8_t, register_count>;

// Nothing if it is not one to one.
std::optional<Substitution> substitution_of(const RenameRow &row) {
  const std::vector<NamedRegister> pre = registers_in(row.pre_text);
  const std::vector<NamedRegister> post = registers_in(row.post_text);
  if (pre.size() != post.size())
    return std::nullopt;
  Substitution map, inverse;
  map.fill(unknown);
  inverse.fill(unknown);
  for (std::size_t i = 0; i < pre.size(); ++i) {
    std::uint8_t &to = map[pre[i].number];
    std::uint8_t &from = inverse[post[i].number];
    const bool is_free = to == unknown && from == unknown;
    if (!is_free && (to != post[i].number || from != pre[i].number))
      return std::nullopt;
    to = post[i].number;
    from = pre[i].number;
  }
  for (std::uint8_t reg = 0; reg < register_count; ++reg)
    if (map[reg] == unknown)
      map[reg] = reg; // not in the text: fixed by the instruction
  return map;
}

bool is_clearing(const std::string &text) {
  const std::vector<NamedRegister> registers = registers_in(text);
  return (text.starts_with("xor ") || text.starts_with("sub ")) &&
         registers.size() == 2 && registers[0] == registers[1] &&
         !text.contains('[');
}

class Follower {
public:
  Follower(const std::vector<RenameRow> &rows, const Machine &machine)
      : rows_(rows), isa_(machine.isa), folded_(rows.size(), false) {
    if (isa_ != Isa::x86_64)
      return;
    const bool is_windows = machine.format == ObjectFormat::coff;
    arguments_ = is_windows ? arguments_of_windows : arguments_of_system_v;
    volatile_ = is_windows ? volatile_in_windows : volatile_in_system_v;
  }

  Renames run() {
    for (std::size_t row = 0; row < rows_.size(); ++row)
      follow(row);
    return {folded_, names()};
  }

private:
  void follow(std::size_t index) {
    const RenameRow &row = rows_[index];
    join_at(row);
    const Effects pre = effects(row.pre), post = effects(row.post);
    if (row.pre.empty() || row.post.empty()) {
      forget(pre.written, post.written);
      return;
    }
    if (std::optional<Substitution> map = substitution_of(row))
      follow_pair(index, pre, post, *map);
    else
      forget(pre.written, post.written);
    leave(row);
  }

  void join_at(const RenameRow &row) {
    if (row.label == 0)
      return;
    auto coming = at_label_.find(row.label);
    if (!falls_through_)
      holders_ = coming == at_label_.end() ? Holders{} : coming->second;
    else if (coming != at_label_.end())
      holders_ = joined(holders_, coming->second);
    falls_through_ = true;
  }

  [[nodiscard]] Effects effects(BytesView bytes) const {
    return bytes.empty() ? Effects{} : effects_of(bytes, isa_);
  }

  void follow_pair(std::size_t index, const Effects &pre, const Effects &post,
                   const Substitution &map) {
    const RenameRow &row = rows_[index];
    bool agrees = row.may_fold && map[stack_pointer] == stack_pointer &&
                  !row.pre_text.starts_with("push ") &&
                  !row.pre_text.starts_with("pop ");
    if (!is_clearing(row.pre_text))
      for (std::uint8_t reg = 0; reg < register_count; ++reg)
        if (has(pre.read, reg) && !expect(reg, map[reg]))
          agrees = false;
    folded_[index] = agrees;
    forget(pre.written, post.written);
    for (std::uint8_t reg = 0; reg < register_count; ++reg)
      if (has(pre.written, reg) && has(post.written, map[reg]))
        holders_[reg] = {map[reg], agrees ? index : no_row};
  }

  // Whether the post register holds what the pre register does.  If not, the
  // rows that put other values there are real changes.
  bool expect(std::uint8_t pre, std::uint8_t post) {
    if (pre == stack_pointer || holders_[pre].post == post)
      return true;
    unfold(holders_[pre]);
    for (const Holder &holder : holders_)
      if (holder.post == post)
        unfold(holder);
    return false;
  }

  void unfold(const Holder &holder) {
    if (holder.row != no_row)
      folded_[holder.row] = false;
  }

  void forget(RegisterSet pre_written, RegisterSet post_written) {
    for (std::uint8_t reg = 0; reg < register_count; ++reg) {
      Holder &holder = holders_[reg];
      if (has(pre_written, reg) ||
          (holder.post != unknown && has(post_written, holder.post)))
        holder = {};
    }
  }

  // What the code that control goes to expects.
  void leave(const RenameRow &row) {
    switch (row.flow) {
    case Flow::call:
    case Flow::indirect_call:
      expect_all(arguments_);
      forget(volatile_, volatile_);
      for (std::uint8_t reg = 0; reg < register_count; ++reg)
        if (has(results, reg))
          holders_[reg] = {reg, no_row};
      return;
    case Flow::branch:
    case Flow::jump:
      if (row.branches_to != 0) {
        auto [at, is_new] = at_label_.emplace(row.branches_to, holders_);
        if (!is_new)
          at->second = joined(at->second, holders_);
      } else {
        expect_all(arguments_ | results);
      }
      falls_through_ = row.flow == Flow::branch;
      return;
    case Flow::stop:
    case Flow::indirect_jump:
      expect_all(row.flow == Flow::stop ? results : arguments_);
      falls_through_ = false;
      return;
    case Flow::next:
    case Flow::undecodable:
      return;
    }
  }

  void expect_all(RegisterSet set) {
    for (std::uint8_t reg = 0; reg < register_count; ++reg)
      if (has(set, reg))
        expect(reg, reg);
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    const auto width = static_cast<std::uint8_t>(isa_ == Isa::x86_64 ? 8 : 4);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::optional<Substitution> map =
          folded_[row] ? substitution_of(rows_[row]) : std::nullopt;
      if (!map)
        continue;
      for (std::uint8_t reg = 0; reg < register_count; ++reg) {
        const std::string name =
            name_of({reg, width}) + " -> " + name_of({(*map)[reg], width});
        if ((*map)[reg] != reg &&
            std::ranges::find(result, name) == result.end())
          result.push_back(name);
      }
    }
    return result;
  }

  const std::vector<RenameRow> &rows_;
  Isa isa_;
  RegisterSet arguments_ = 0, volatile_ = 0x0007; // i386: on the stack
  Holders holders_ = same_registers();
  bool falls_through_ = true;
  std::map<std::uint32_t, Holders> at_label_;
  std::vector<bool> folded_;
};

} // namespace

Renames find_renames(const std::vector<RenameRow> &rows,
                     const Machine &machine) {
  return Follower(rows, machine).run();
}

} // namespace hotpatch
