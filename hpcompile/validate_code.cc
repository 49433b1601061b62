// Instruction by instruction: the post image's body against the base's.
//
// Both bodies come from one compiler's output for the same source if the
// payload is right, so no alignment is searched: the instructions must be the
// same ones in the same order, but for what linkers and assemblers choose:
//
//   no-ops anywhere          alignment, and what is left of a relaxed call
//   short and long forms     Instruction::shape has them equal already
//   call *slot / call f      GOTPCRELX: FF 15 and (67) E8, FF 25 and E9,
//   mov r, slot / lea r, f   8B and 8D
//
// Of each instruction all is compared: shape, immediates, displacements.  What
// names a place (relative targets, RIP-relative operands, pointers that a
// loader fills, absolute addresses of images with a fixed address) becomes a
// reference, for validate_places.cc to judge.  A branch inside the post body
// must reach the instruction with the same number, no-ops not counted.
//
// Only the post body needs an extent.  Where the base's is longer, its rest can
// only be reached by something that the post body does not have, and that is
// found there.  The last instruction may go on to the next function, as
// handwritten code does; then what follows is a reference too.  It does not
// after a call: compilers end a body with one only if it does not return.
//
// Rejected: comparing bytes with masks, which is faster but sees no two
// encodings of one thing, and an edit distance, which finds more to say about a
// difference than anybody needs in order to refuse it.
#include "hpcompile/validate_code.h"

#include "formats/core/text.h"
#include "hpcompile/validate_code_map.h"

#include <algorithm>
#include <optional>

namespace hotpatch {
namespace {

std::uint8_t byte_at(const CodeBody &body, const Instruction &instruction,
                     std::size_t offset) {
  return std::to_integer<std::uint8_t>(body.bytes[instruction.offset + offset]);
}

Place place_of(const CodeBody &body, const Instruction &instruction) {
  return body.range.begin + instruction.offset;
}

Place relative_target(const CodeBody &body, const Instruction &instruction) {
  return body.range.begin + instruction.end() +
         static_cast<Place>(instruction.immediate);
}

Place operand_target(const CodeBody &body, const Instruction &instruction) {
  return body.range.begin + instruction.end() +
         static_cast<Place>(instruction.displacement);
}

// lea without an operand-size or address-size prefix.
bool is_lea(const CodeBody &body, const Instruction &instruction) {
  return instruction.displacement_at >= 2 &&
         byte_at(body, instruction, instruction.displacement_at - 2U) == 0x8D &&
         (instruction.displacement_at == 2 ||
          (instruction.displacement_at == 3 &&
           (byte_at(body, instruction, 0) & 0xF0) == 0x40));
}

// A pair of instructions in different forms that linkers make of one another.
struct Relaxed {
  Place target = 0;
  bool via_slot = false;
  ReferenceUse use = ReferenceUse::transfer;
  std::uint8_t reg = 0; // mov, lea: REX.R and ModRM.reg
};

// The instruction as an access to what a slot leads to, if it is of one of the
// forms above.
std::optional<Relaxed> relaxed(const CodeBody &body,
                               const Instruction &instruction) {
  const std::uint8_t first = byte_at(body, instruction, 0);
  if (instruction.flow == Flow::call || instruction.flow == Flow::jump)
    return Relaxed{.target = relative_target(body, instruction),
                   .reg = static_cast<std::uint8_t>(instruction.flow)};
  if (!instruction.is_rip_relative)
    return std::nullopt;
  // ModRM: /2 is a near call, /4 a near jump.
  const bool is_near = instruction.displacement_at == 2 && first == 0xFF;
  const std::uint8_t modrm =
      byte_at(body, instruction, instruction.displacement_at - 1U);
  if (is_near && (modrm == 0x15 || modrm == 0x25))
    return Relaxed{.target = operand_target(body, instruction),
                   .via_slot = true,
                   .reg = static_cast<std::uint8_t>(
                       modrm == 0x15 ? Flow::call : Flow::jump)};
  if (instruction.displacement_at != 3 || (first & 0xFB) != 0x48)
    return std::nullopt;
  const std::uint8_t opcode = byte_at(body, instruction, 1);
  if (opcode != 0x8B && opcode != 0x8D)
    return std::nullopt;
  const auto reg = static_cast<std::uint8_t>(
      (byte_at(body, instruction, 2) >> 3 & 7) | (first & 4) << 1);
  return Relaxed{.target = operand_target(body, instruction),
                 .via_slot = opcode == 0x8B,
                 .use = ReferenceUse::address,
                 .reg = reg};
}

class Comparing {
public:
  Comparing(const World &base_world, const CodeBody &base,
            const World &post_world, const CodeBody &post)
      : base_world_(base_world), post_world_(post_world), base_(base),
        post_(post), base_numbers_(significant(base)),
        post_numbers_(significant(post)) {}

  CodeComparison run() {
    tables_ = find_table_bases(post_);
    const std::size_t count = post_numbers_.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (i == base_numbers_.size()) {
        end_with(base_.range.begin + base_.bytes.size(),
                 place_of(post_, post_instruction(i)),
                 "the code ends, expected another instruction");
        return out_;
      }
      compare_pair(i);
      if (!out_.others.empty())
        return out_;
      ++out_.instructions;
    }
    if (count != 0)
      follow_end(count - 1);
    return out_;
  }

private:
  const Instruction &base_instruction(std::size_t i) const {
    return base_.instructions[base_numbers_[i]];
  }
  const Instruction &post_instruction(std::size_t i) const {
    return post_.instructions[post_numbers_[i]];
  }

  void end_with(Place base_at, Place post_at, std::string detail) {
    out_.others.push_back(
        {.base_at = base_at, .post_at = post_at, .detail = std::move(detail)});
  }

  void refer(std::size_t i, ReferenceUse use, Place base_target,
             Place post_target, bool base_via_slot = false,
             bool post_via_slot = false) {
    out_.references.push_back(
        {.use = use,
         .base_via_slot = base_via_slot,
         .post_via_slot = post_via_slot,
         .post_length = post_instruction(i).length,
         .base_target = base_target,
         .post_target = post_target,
         .base_at = place_of(base_, base_instruction(i)),
         .post_at = place_of(post_, post_instruction(i))});
  }

  void compare_pair(std::size_t i) {
    const Instruction &base = base_instruction(i);
    const Instruction &post = post_instruction(i);
    if (base.shape != post.shape) {
      compare_relaxed(i);
      return;
    }
    if (is_direct_transfer(post)) {
      compare_transfer(i, relative_target(base_, base),
                       relative_target(post_, post));
    } else {
      compare_immediates(i);
    }
    if (!out_.others.empty() || post.displacement_size == 0)
      return;
    if (post.is_rip_relative)
      refer(i, use_of(i), operand_target(base_, base),
            operand_target(post_, post));
    else
      compare_displacements(i);
  }

  ReferenceUse use_of(std::size_t i) const {
    if (!is_lea(post_, post_instruction(i)))
      return ReferenceUse::access;
    const bool is_table =
        std::ranges::binary_search(tables_, post_numbers_[i]) ||
        (!tables_.empty() && leads_inside(post_instruction(i)));
    return is_table ? ReferenceUse::table : ReferenceUse::address;
  }

  // Whether the operand names a distance that leads into the body: in code that
  // uses jump tables it is one, whichever way its place gets there.
  bool leads_inside(const Instruction &post) const {
    const Place place = operand_target(post_, post);
    const std::optional<std::int64_t> distance =
        read_signed(post_world_.bytes_at(place, 4), 0, 4);
    if (!distance)
      return false;
    const Place target = place + static_cast<Place>(*distance);
    return target > post_.range.begin && target < post_.range.end;
  }

  void compare_relaxed(std::size_t i) {
    const std::optional<Relaxed> base = relaxed(base_, base_instruction(i));
    const std::optional<Relaxed> post = relaxed(post_, post_instruction(i));
    const bool is_pair = base && post && base->use == post->use &&
                         base->reg == post->reg &&
                         !(base->via_slot && post->via_slot);
    if (is_pair) {
      refer(i, post->use, base->target, post->target, base->via_slot,
            post->via_slot);
      return;
    }
    end_with(place_of(base_, base_instruction(i)),
             place_of(post_, post_instruction(i)),
             "found " + text(base_, base_instruction(i)) + ", expected " +
                 text(post_, post_instruction(i)));
  }

  void compare_transfer(std::size_t i, Place base_target, Place post_target) {
    const Place begin = post_.range.begin;
    if (post_target <= begin || post_target >= post_.range.end) {
      refer(i, ReferenceUse::transfer, base_target, post_target);
      return;
    }
    const std::optional<std::size_t> base_rank =
        rank_of(base_, base_numbers_, base_target - base_.range.begin);
    const std::optional<std::size_t> post_rank =
        rank_of(post_, post_numbers_, post_target - begin);
    if (!base_rank || base_rank != post_rank)
      end_with(place_of(base_, base_instruction(i)),
               place_of(post_, post_instruction(i)),
               "a branch to another instruction: " +
                   text(base_, base_instruction(i)));
  }

  // A field that a loader fills or that holds an address for good.
  bool is_address(const World &world, Place field, unsigned size,
                  std::int64_t value) const {
    if (world.has_code_pointers && world.pointer_at(field) != nullptr)
      return true;
    const Place place = static_cast<Place>(value) - world.preferred_base;
    return !world.is_relocatable && size >= 4 &&
           world.section_at(place) != nullptr;
  }

  Place address_in(const World &world, Place field, std::int64_t value) const {
    const WorldPointer *pointer = world.pointer_at(field);
    return pointer != nullptr
               ? pointer->place
               : static_cast<Place>(value) - world.preferred_base;
  }

  // Whether the fields are addresses; makes a reference of them if both are.
  bool compare_addresses(std::size_t i, unsigned at, unsigned size,
                         std::int64_t base_value, std::int64_t post_value) {
    const Place base_at = place_of(base_, base_instruction(i)) + at;
    const Place post_at = place_of(post_, post_instruction(i)) + at;
    const bool in_base = is_address(base_world_, base_at, size, base_value);
    const bool in_post = is_address(post_world_, post_at, size, post_value);
    if (in_base != in_post && base_value != post_value)
      end_with(place_of(base_, base_instruction(i)),
               place_of(post_, post_instruction(i)),
               "an address and a number: " + text(base_, base_instruction(i)));
    if (!in_base || !in_post)
      return !out_.others.empty();
    refer(i, ReferenceUse::address,
          address_in(base_world_, base_at, base_value),
          address_in(post_world_, post_at, post_value));
    return true;
  }

  void compare_immediates(std::size_t i) {
    const Instruction &base = base_instruction(i);
    const Instruction &post = post_instruction(i);
    if (post.immediate_size == 0)
      return;
    if (base.immediate_at == post.immediate_at && post.immediate_size >= 4 &&
        compare_addresses(i, post.immediate_at, post.immediate_size,
                          base.immediate, post.immediate))
      return;
    if (base.immediate == post.immediate && base.immediate2 == post.immediate2)
      return;
    out_.immediates.push_back({.base_at = place_of(base_, base),
                               .post_at = place_of(post_, post),
                               .detail = "found " + text(base_, base) +
                                         ", expected " + text(post_, post)});
  }

  void compare_displacements(std::size_t i) {
    const Instruction &base = base_instruction(i);
    const Instruction &post = post_instruction(i);
    if (post.displacement_size >= 4 &&
        base.displacement_at == post.displacement_at &&
        compare_addresses(i, post.displacement_at, post.displacement_size,
                          base.displacement, post.displacement))
      return;
    if (base.displacement != post.displacement)
      end_with(place_of(base_, base), place_of(post_, post),
               "found " + text(base_, base) + ", expected " +
                   text(post_, post));
  }

  void follow_end(std::size_t last) {
    const Flow flow = post_instruction(last).flow;
    if (flow != Flow::next && flow != Flow::branch)
      return;
    Place base_next = base_.range.begin + base_.bytes.size();
    if (last + 1 < base_numbers_.size())
      base_next = place_of(base_, base_instruction(last + 1));
    refer(last, ReferenceUse::transfer, base_next, post_.range.end);
  }

  std::string text(const CodeBody &body, const Instruction &instruction) const {
    return "'" +
           format(body.bytes.subspan(instruction.offset, instruction.length),
                  instruction, Isa::x86_64) +
           "'";
  }

  const World &base_world_;
  const World &post_world_;
  const CodeBody &base_;
  const CodeBody &post_;
  std::vector<std::uint32_t> base_numbers_, post_numbers_;
  std::vector<std::uint32_t> tables_;
  CodeComparison out_;
};

} // namespace

CodeComparison compare_code(const World &base_world, const CodeBody &base,
                            const World &post_world, const CodeBody &post) {
  return Comparing(base_world, base, post_world, post).run();
}

} // namespace hotpatch
