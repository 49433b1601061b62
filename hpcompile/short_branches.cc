// See short_branches.h.  In a shared section the assembler resolves branches
// between functions, and may make them short (EB rel8 to the next function). In
// the payload the target is far away, so a jump is put behind or before the
// function, where the short branch reaches it for certain: the place it led to
// was at least as far.
#include "hpcompile/short_branches.h"

#include "formats/core/text.h"

namespace hotpatch {
namespace {

constexpr std::uint64_t jump_size = 5, farthest = 127; // E9 rel32; of EB rel8
constexpr std::uint64_t code_alignment = 16;

class Stubs {
public:
  Stubs(const PartContext &context, const std::vector<ShortBranch> &branches,
        std::vector<Part> &parts)
      : context_(context), branches_(branches), parts_(parts) {}

  void run() {
    std::vector<bool> goes_behind;
    for (const ShortBranch &branch : branches_)
      goes_behind.push_back(reaches_end(branch));
    std::vector<std::uint64_t> next_before;
    for (std::uint32_t p = 0; p < parts_.size(); ++p) {
      make_room(p, goes_behind);
      next_before.push_back(parts_[p].origin);
    }
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      const ShortBranch &branch = branches_[i];
      Part &part = parts_[branch.part];
      std::uint64_t stub = part.bytes.size();
      if (goes_behind[i])
        part.bytes.resize(stub + jump_size);
      else
        stub = next_before[branch.part] -= jump_size;
      add_stub(part, branch, stub);
    }
    for (Part &part : parts_)
      part.size = part.bytes.size();
  }

private:
  // Whether a jump behind the part can be reached, be it the last of all.
  [[nodiscard]] bool reaches_end(const ShortBranch &branch) const {
    return branch.at + 1 + farthest >=
           parts_[branch.part].bytes.size() + jump_size * branches_.size();
  }

  // Makes room before the function for the jumps that are not put behind it.
  void make_room(std::uint32_t p, const std::vector<bool> &goes_behind) {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < branches_.size(); ++i)
      if (branches_[i].part == p && !goes_behind[i])
        size += jump_size;
    size = (size + code_alignment - 1) / code_alignment * code_alignment;
    Part &part = parts_[p];
    part.bytes.insert(part.bytes.begin(), size, std::byte{0xcc});
    part.origin = static_cast<std::uint32_t>(size);
    for (Link &link : part.links)
      link.at += part.origin;
    for (Part::Import &import : part.imports)
      import.at += part.origin;
  }

  void add_stub(Part &part, const ShortBranch &branch, std::uint64_t stub) {
    const std::uint64_t at = branch.at + part.origin;
    const std::int64_t distance =
        static_cast<std::int64_t>(stub) - static_cast<std::int64_t>(at + 1);
    if (distance < -128 || distance > 127)
      return context_.refuse(RefusalReason::unsupported_relocation,
                             "+" + hex(branch.at) +
                                 ": a short branch out of the function that "
                                 "cannot be lengthened");
    part.bytes[stub] = std::byte{0xe9};
    for (unsigned i = 1; i < jump_size; ++i)
      part.bytes[stub + i] = std::byte{0};
    part.bytes[at] = static_cast<std::byte>(distance & 0xff);
    Link link{.at = static_cast<std::uint32_t>(stub + 1), .addend = -4};
    if (branch.own.part != no_index) {
      link.part = branch.own.part;
      link.addend += branch.own.offset;
      part.links.push_back(link);
    } else {
      add_link(context_, part, link, branch.resolution, true);
    }
  }

  const PartContext &context_;
  const std::vector<ShortBranch> &branches_;
  std::vector<Part> &parts_;
};

} // namespace

void add_stubs(const PartContext &context,
               const std::vector<ShortBranch> &branches,
               std::vector<Part> &parts) {
  Stubs(context, branches, parts).run();
}

} // namespace hotpatch
