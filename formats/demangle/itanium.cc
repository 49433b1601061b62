// LLVM's parser is a public header, so the tree can be had before it is
// printed.  It is a graph rather: a substitution is the same node again, which
// is why printing may take exponential time while parsing does not.  Each node
// is measured once, bottom up; a pack expansion prints its pattern once per
// element of the packs in it.  The measure is an upper bound of the text's
// length and of the printing's steps up to a small factor.
//
// The parser recurses as deep as the name says, which 4 KiB of "PPPP..." turn
// into more stack than a thread has under AddressSanitizer.  Its functions can
// be overridden, and a bound is put there.
#include "formats/demangle/scheme.h"

#include "formats/demangle/demangle.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <llvm/Demangle/ItaniumDemangle.h>
#include <memory_resource>
#include <optional>
#include <type_traits>

namespace hotpatch {
namespace {

using llvm::itanium_demangle::ForwardTemplateReference;
using llvm::itanium_demangle::Node;
using llvm::itanium_demangle::NodeArray;
using llvm::itanium_demangle::OutputBuffer;

struct Measure {
  std::size_t cost = 0;          // characters and steps, at most
  std::size_t most_elements = 1; // of any pack below
};

// A node's measure and how far it is known.
struct alignas(std::max_align_t) Measured {
  enum class State : std::uint8_t { unknown, in_work, bounded, unbounded };
  State state = State::unknown;
  Measure measure;
};

// What LLVM's parser calls an allocator; nodes have no destructors to run.  In
// front of each there is room for its measure.
class Arena {
public:
  void reset() { memory_.release(); }
  template <typename T, typename... Args> T *makeNode(Args &&...args) {
    static_assert(std::is_base_of_v<Node, T> &&
                  alignof(T) <= alignof(Measured));
    auto *const front = static_cast<std::byte *>(
        memory_.allocate(sizeof(Measured) + sizeof(T), alignof(Measured)));
    new (front) Measured;
    return new (front + sizeof(Measured)) T(std::forward<Args>(args)...);
  }
  // Of a node that an Arena made.
  static Measured &measured(const Node *node) {
    const void *const place = node;
    const auto *const front =
        static_cast<const std::byte *>(place) - sizeof(Measured);
    return *static_cast<Measured *>(
        const_cast<void *>(static_cast<const void *>(front)));
  }
  void *allocateNodeArray(std::size_t count) {
    return memory_.allocate(count * sizeof(Node *), alignof(Node *));
  }

private:
  std::array<std::byte, 8192> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
};

// LLVM's parser with a bound on its recursion: whatever nests without limit
// passes through one of these functions.
class Parser
    : public llvm::itanium_demangle::AbstractManglingParser<Parser, Arena> {
  using Base = llvm::itanium_demangle::AbstractManglingParser<Parser, Arena>;

public:
  using Base::Base;

  Node *parseType() {
    return nested([&] { return Base::parseType(); });
  }
  Node *parseQualifiedType() {
    return nested([&] { return Base::parseQualifiedType(); });
  }
  Node *parseExpr() {
    return nested([&] { return Base::parseExpr(); });
  }
  Node *parseBracedExpr() {
    return nested([&] { return Base::parseBracedExpr(); });
  }
  Node *parseTemplateArg() {
    return nested([&] { return Base::parseTemplateArg(); });
  }
  Node *parseTemplateParamDecl(TemplateParamList *params) {
    return nested([&] { return Base::parseTemplateParamDecl(params); });
  }
  Node *parseEncoding(bool has_parameters = true) {
    return nested([&] { return Base::parseEncoding(has_parameters); });
  }

private:
  static constexpr unsigned max_depth = 256;

  template <typename Parse> Node *nested(Parse parse) {
    if (depth_ >= max_depth)
      return nullptr;
    ++depth_;
    Node *const node = parse();
    --depth_;
    return node;
  }

  unsigned depth_ = 0;
};

class Meter {
public:
  // Nothing if the tree is cyclic or costs more than max_demangled_bytes.
  std::optional<Measure> measure(const Node *node) {
    if (!node)
      return Measure{};
    Measured &known = Arena::measured(node);
    if (known.state == Measured::State::unknown) {
      known.state = Measured::State::in_work;
      const std::optional<Measure> found = measure_new(node);
      known.state =
          found ? Measured::State::bounded : Measured::State::unbounded;
      known.measure = found.value_or(Measure{});
    }
    // Of one in work this comes back to it: a cycle.
    return known.state == Measured::State::bounded
               ? std::optional(known.measure)
               : std::nullopt;
  }

private:
  std::optional<Measure> measure_new(const Node *node) {
    Measure sum{.cost = 4};
    bool is_bounded = true;
    node->visit([&](const auto *exact) {
      using Exact = std::remove_cvref_t<decltype(*exact)>;
      if constexpr (std::is_same_v<Exact, ForwardTemplateReference>)
        is_bounded = add(sum, exact->Ref);
      else
        exact->match([&](const auto &...parts) {
          is_bounded = (add(sum, parts) && ...);
        });
    });
    const Node::Kind kind = node->getKind();
    if (kind == Node::KParameterPackExpansion || kind == Node::KFoldExpr ||
        kind == Node::KSizeofParamPackExpr)
      sum.cost *= sum.most_elements;
    if (!is_bounded || sum.cost > max_demangled_bytes)
      return std::nullopt;
    return sum;
  }

  bool add(Measure &sum, const Node *part) {
    const std::optional<Measure> found = measure(part);
    if (!found)
      return false;
    sum.cost += found->cost;
    sum.most_elements = std::max(sum.most_elements, found->most_elements);
    return sum.cost <= max_demangled_bytes;
  }
  bool add(Measure &sum, const NodeArray &parts) {
    sum.most_elements = std::max(sum.most_elements, parts.size());
    return std::ranges::all_of(
        parts, [&](const Node *part) { return add(sum, part); });
  }
  bool add(Measure &sum, std::string_view text) {
    sum.cost += text.size();
    return true;
  }
  // Numbers, qualifiers, flags: a word or two each.
  template <typename T>
    requires(!std::is_convertible_v<T, const Node *> &&
             !std::is_convertible_v<T, std::string_view>)
  bool add(Measure &sum, const T &) {
    sum.cost += 32;
    return true;
  }
};

} // namespace

std::string demangle_itanium(std::string_view name) {
  Parser parser(name.data(), name.data() + name.size());
  const Node *root = parser.parse();
  if (!root || !Meter().measure(root))
    return "";
  OutputBuffer buffer;
  root->print(buffer);
  std::string text{std::string_view(buffer)};
  std::free(buffer.getBuffer());
  return text;
}

} // namespace hotpatch
