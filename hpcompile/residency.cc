// Which functions never leave a stack (residency_of of redirect.h).
//
// Under the rule `whole` the applier waits until no thread is in an old body.
// For a worker's main loop it waits until its time is up, so whoever builds the
// payload should hear of it first.  The control flow graph of the body decides:
// what can be reached from the entry, what can reach a way out, and whether
// anything reachable without a way out goes round.  A jump through a register
// may be a way out or a jump table, so it counts as one, and what ends in
// abort() or another call without return does not stay: this is a hint for
// people, and a false one would train them to ignore it.  (A worker that only
// calls another function that never returns is missed, unless it is a thread's
// start.)
//
// For what runs at the bottom of a stack because somebody started a thread with
// it see thread_starts.cc.
#include "hpcompile/code_facts.h"
#include "hpcompile/redirect.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

// What the operating system or the C run time calls, and that calls the rest.
constexpr std::array bottom_names = {
    "main"sv,
    "wmain"sv,
    "WinMain"sv,
    "wWinMain"sv,
    "DllMain"sv,
    "_start"sv,
    "mainCRTStartup"sv,
    "wmainCRTStartup"sv,
    "WinMainCRTStartup"sv,
    "wWinMainCRTStartup"sv,
    "DllMainCRTStartup"sv,
    "_DllMainCRTStartup"sv,
    "__tmainCRTStartup"sv,
    "__scrt_common_main"sv,
    "__scrt_common_main_seh"sv,
};

// The instruction returns, rather than traps.
bool is_return(BytesView instruction) {
  for (std::byte byte : instruction) {
    unsigned value = std::to_integer<unsigned>(byte);
    bool prefix = value == 0xf2 || value == 0xf3 || value == 0x66 ||
                  (value & 0xf0) == 0x40;
    if (!prefix)
      return value == 0xc3 || value == 0xc2 || value == 0xcb || value == 0xca ||
             value == 0xcf;
  }
  return false;
}

// The instructions of one body and where each leads within it.
class Graph {
public:
  Graph(const std::vector<Instruction> &code, BytesView bytes);

  // From the entry a way out can be reached.
  [[nodiscard]] bool has_way_out() const {
    return !leaves_.empty() && leaves_.front();
  }
  // What can be reached from the entry goes round without a way out.
  [[nodiscard]] bool holds_endless_loop() const;

private:
  using Nodes = std::vector<std::uint32_t>;

  void add_successors(const std::vector<Instruction> &code, BytesView bytes,
                      std::uint32_t node);
  [[nodiscard]] static std::vector<bool>
  closure(Nodes from, const std::vector<Nodes> &edges);

  std::vector<Nodes> next_, previous_; // by instruction
  Nodes exits_;                        // instructions that leave the body
  std::vector<bool> reached_, leaves_; // from the entry; can reach an exit
};

void Graph::add_successors(const std::vector<Instruction> &code,
                           BytesView bytes, std::uint32_t node) {
  const Instruction &instruction = code[node];
  auto link = [&](std::uint32_t to) {
    next_[node].push_back(to);
    previous_[to].push_back(node);
  };
  bool goes_on =
      instruction.flow == Flow::next || instruction.flow == Flow::branch ||
      instruction.flow == Flow::call || instruction.flow == Flow::indirect_call;
  // Behind a call at the end nothing follows: it does not return.
  if (goes_on && node + 1 < code.size())
    link(node + 1);
  if (instruction.flow == Flow::branch || instruction.flow == Flow::jump) {
    std::int64_t at = std::int64_t{instruction.end()} + instruction.immediate;
    auto to = std::ranges::lower_bound(code, at, {}, [](const Instruction &i) {
      return std::int64_t{i.offset};
    });
    if (to != code.end() && to->offset == at)
      link(static_cast<std::uint32_t>(to - code.begin()));
    else
      exits_.push_back(node);
  }
  bool leaves =
      instruction.flow == Flow::indirect_jump ||
      instruction.flow == Flow::undecodable ||
      (instruction.flow == Flow::stop &&
       is_return(bytes.subspan(instruction.offset, instruction.length)));
  if (leaves)
    exits_.push_back(node);
}

std::vector<bool> Graph::closure(Nodes from, const std::vector<Nodes> &edges) {
  std::vector<bool> found(edges.size());
  for (std::uint32_t node : from)
    found[node] = true;
  while (!from.empty()) {
    std::uint32_t node = from.back();
    from.pop_back();
    for (std::uint32_t to : edges[node])
      if (!found[to]) {
        found[to] = true;
        from.push_back(to);
      }
  }
  return found;
}

Graph::Graph(const std::vector<Instruction> &code, BytesView bytes)
    : next_(code.size()), previous_(code.size()) {
  if (code.empty())
    return;
  for (std::uint32_t node = 0; node < code.size(); ++node)
    add_successors(code, bytes, node);
  reached_ = closure({0}, next_);
  leaves_ = closure(exits_, previous_);
}

bool Graph::holds_endless_loop() const {
  // All that follows a stuck instruction is stuck.  Take away, from the ends,
  // what leads to nothing: what is left goes round.
  std::vector<std::size_t> ahead(next_.size());
  Nodes ends;
  std::size_t left = 0;
  auto is_stuck = [&](std::uint32_t node) {
    return reached_[node] && !leaves_[node];
  };
  for (std::uint32_t node = 0; node < next_.size(); ++node) {
    if (!is_stuck(node))
      continue;
    ++left;
    ahead[node] = next_[node].size();
    if (ahead[node] == 0)
      ends.push_back(node);
  }
  while (!ends.empty()) {
    std::uint32_t node = ends.back();
    ends.pop_back();
    --left;
    for (std::uint32_t from : previous_[node])
      if (is_stuck(from) && --ahead[from] == 0)
        ends.push_back(from);
  }
  return left > 0;
}

} // namespace

std::string residency_of(const Image &base, const RedirectTarget &target,
                         std::string_view name,
                         const std::vector<Rva> &thread_starts) {
  std::string text;
  auto add = [&](std::string_view reason) {
    text += text.empty() ? "" : "; ";
    text += reason;
  };
  bool is_start = std::ranges::find(bottom_names, name) != bottom_names.end() ||
                  (!base.is_library && target.entry == base.entry_point) ||
                  std::ranges::binary_search(thread_starts, target.entry);
  if (is_start)
    add("runs at the bottom of a stack");
  std::optional<BytesView> bytes = base.bytes_at(target.entry, target.size);
  if (!bytes)
    return text;
  Decoder decoder(Isa::x86_64);
  Graph graph(decoder.decode(*bytes), *bytes);
  if (graph.holds_endless_loop())
    add(graph.has_way_out() ? "holds an endless loop" : "never returns");
  return text;
}

} // namespace hotpatch
