// Codes stand in descending order of the prologue's places: undone from the
// first on, they lead back to how the function was entered.
#include "formats/image/unwind_info.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr int max_chain = 32;
constexpr std::uint64_t word = 8;
constexpr std::uint64_t behind_prologue = UINT64_MAX;

enum UnwindOperation : std::uint8_t {
  push_nonvolatile = 0,
  allocate_large = 1,
  allocate_small = 2,
  set_frame_pointer = 3,
  save_nonvolatile = 4,
  save_nonvolatile_far = 5,
  epilogue = 6, // version 2
  spare = 7,
  save_xmm128 = 8,
  save_xmm128_far = 9,
};

// One operation of a prologue.
struct Step {
  std::uint8_t place = 0; // behind the instruction
  std::uint8_t operation = 0;
  std::uint8_t reg = 0;    // push, save
  std::uint64_t bytes = 0; // allocate: so many; save: from the frame
};

// What one UNWIND_INFO says.
struct Prologue {
  std::vector<Step> steps = {};     // the last one first
  std::uint8_t frame_register = 0;  // 0: none
  std::uint64_t frame_distance = 0; // from the stack pointer
  std::optional<Rva> parent = {};
};

std::size_t slots_of(std::uint8_t operation, std::uint8_t info) {
  switch (operation) {
  case save_nonvolatile:
  case save_xmm128:
    return 2;
  case save_nonvolatile_far:
  case spare:
  case save_xmm128_far:
    return 3;
  case allocate_large:
    return info == 0 ? 2 : 3;
  default:
    return 1;
  }
}

// Nothing: a machine frame, or what nobody knows.
std::optional<std::vector<Step>> read_steps(BytesView codes) {
  std::vector<Step> steps;
  for (std::size_t at = 0; at + 1 < codes.size();) {
    const auto place = std::to_integer<std::uint8_t>(codes[at]);
    const auto second = std::to_integer<std::uint8_t>(codes[at + 1]);
    const std::uint8_t operation = second & 15, info = second >> 4;
    if (operation > save_xmm128_far)
      return std::nullopt;
    const std::size_t slots = slots_of(operation, info);
    Step step{place, operation, info, 0};
    if (slots == 2)
      step.bytes = word * read_int<std::uint16_t>(codes, at + 2).value_or(0);
    else if (slots == 3)
      step.bytes = read_int<std::uint32_t>(codes, at + 2).value_or(0);
    if (operation == push_nonvolatile)
      step.bytes = word;
    else if (operation == allocate_small)
      step.bytes = (info + 1) * word;
    if (operation != epilogue)
      steps.push_back(step);
    at += 2 * slots;
  }
  return steps;
}

std::optional<Prologue> read_prologue(BytesView bytes) {
  constexpr std::uint8_t flag_chained = 4;
  constexpr std::size_t header = 4, info_of_record = 8;
  const auto first = read_int<std::uint32_t>(bytes, 0);
  if (!first)
    return std::nullopt;
  const std::size_t size = 2 * ((*first >> 16) & 0xff);
  const std::optional<BytesView> codes = slice(bytes, header, size);
  if (!codes)
    return std::nullopt;
  std::optional<std::vector<Step>> steps = read_steps(*codes);
  if (!steps)
    return std::nullopt;
  Prologue prologue{.steps = *std::move(steps)};
  prologue.frame_register = static_cast<std::uint8_t>((*first >> 24) & 15);
  prologue.frame_distance = 16 * std::uint64_t{*first >> 28};
  if (((*first >> 3) & flag_chained) == 0)
    return prologue;
  prologue.parent = read_int<std::uint32_t>(bytes, header + (size + 3) / 4 * 4 +
                                                       info_of_record);
  if (!prologue.parent)
    return std::nullopt;
  return prologue;
}

// The information at `info` and all that it is chained to; empty: some of it
// cannot be read.
std::vector<Prologue> read_chain(const BytesAt &bytes_at, Rva info) {
  std::vector<Prologue> chain;
  for (std::optional<Rva> at = info; at;) {
    std::optional<Prologue> next = read_prologue(bytes_at(*at));
    if (!next || chain.size() == max_chain)
      return {};
    at = next->parent;
    chain.push_back(*std::move(next));
  }
  return chain;
}

bool grows_stack(const Step &step) { return step.operation <= allocate_small; }

bool is_save(const Step &step) {
  return step.operation == save_nonvolatile ||
         step.operation == save_nonvolatile_far;
}

// Whether the frame pointer holds a place of the frame at `offset`.
bool has_frame_pointer(const Prologue &prologue, std::uint64_t offset) {
  if (prologue.frame_register == 0)
    return false;
  // A part, or what it is chained to: it was set before.
  if (prologue.parent || offset == behind_prologue)
    return true;
  return std::ranges::any_of(prologue.steps, [&](const Step &step) {
    return step.operation == set_frame_pointer && step.place <= offset;
  });
}

// Undoes what of a prologue was done before `offset`.  False: memory cannot be
// read.
bool undo(const Prologue &prologue, std::uint64_t offset,
          UnwindRegisters &registers, const ReadWord &read) {
  std::uint64_t &stack = registers.general[UnwindRegisters::stack];
  const std::uint64_t frame =
      has_frame_pointer(prologue, offset)
          ? registers.general[prologue.frame_register] - prologue.frame_distance
          : stack;
  for (const Step &step : prologue.steps) {
    if (step.place > offset)
      continue;
    if (step.operation == push_nonvolatile || is_save(step)) {
      const std::optional<std::uint64_t> value =
          read(is_save(step) ? frame + step.bytes : stack);
      if (!value)
        return false;
      registers.general[step.reg] = *value;
    }
    if (step.operation == set_frame_pointer)
      stack = frame; // whatever was taken since
    else if (grows_stack(step))
      stack += step.bytes;
  }
  return true;
}

// By the return address that the stack pointer leads to.
std::optional<UnwindRegisters> to_caller(UnwindRegisters registers,
                                         const ReadWord &read) {
  std::uint64_t &stack = registers.general[UnwindRegisters::stack];
  const std::optional<std::uint64_t> caller = read(stack);
  if (!caller)
    return std::nullopt;
  registers.instruction = *caller;
  stack += word;
  return registers;
}

// One instruction of an epilogue.
struct EpilogueStep {
  bool is_pop = false; // of `reg`; else rsp becomes `reg` + `distance`
  std::uint8_t reg = UnwindRegisters::stack;
  std::int32_t distance = 0;
};

struct Epilogue {
  EpiloguePart part = EpiloguePart::none;
  std::vector<EpilogueStep> steps = {};
};

// add rsp, imm or lea rsp, [reg + disp], if `code` begins with one; how many
// bytes it has: 0 if not.
std::size_t read_release(BytesView code, EpilogueStep &step) {
  const auto byte = [&](std::size_t i) {
    return read_int<std::uint8_t>(code, i).value_or(0);
  };
  const bool has_rex_w = (byte(0) & 0xf8) == 0x48;
  const std::uint8_t modrm = byte(2);
  const bool is_add = has_rex_w && (byte(1) & 0xfd) == 0x81 && modrm == 0xc4;
  const bool is_lea = has_rex_w && byte(1) == 0x8d && (modrm & 0x38) == 0x20 &&
                      (modrm & 7) != 4;
  const bool is_short = is_add ? byte(1) == 0x83 : (modrm & 0xc0) == 0x40;
  if (!is_add && (!is_lea || (!is_short && (modrm & 0xc0) != 0x80)))
    return 0;
  if (is_lea)
    step.reg = static_cast<std::uint8_t>((modrm & 7) | (byte(0) & 1) << 3);
  step.distance = is_short ? static_cast<std::int8_t>(byte(3))
                           : static_cast<std::int32_t>(
                                 read_int<std::uint32_t>(code, 3).value_or(0));
  return is_short ? 4 : 7;
}

// Source: Intel SDM vol. 2 for the encodings; "Epilog code" of Microsoft's
// documentation for what an epilogue may have.
Epilogue read_epilogue(BytesView code) {
  Epilogue epilogue;
  EpilogueStep release;
  std::size_t at = read_release(code, release);
  if (at != 0)
    epilogue.steps.push_back(release);
  const auto byte = [&](std::size_t i) {
    return read_int<std::uint8_t>(code, at + i).value_or(0);
  };
  for (;;) {
    const bool is_high = byte(0) == 0x41; // r8 to r15
    const std::uint8_t pop = byte(is_high ? 1 : 0);
    if ((pop & 0xf8) != 0x58)
      break;
    epilogue.steps.push_back(
        {true, static_cast<std::uint8_t>((pop & 7) | (is_high ? 8 : 0)), 0});
    at += is_high ? 2 : 1;
  }
  const std::uint8_t last = byte(0), next = byte(1);
  const bool is_return = last == 0xc3 || last == 0xc2 ||
                         ((last == 0xf3 || last == 0xf2) && next == 0xc3);
  const bool is_jump = last == 0xe9 || last == 0xeb ||
                       (last == 0xff && (next & 0x38) == 0x20) ||
                       ((last & 0xf8) == 0x48 && next == 0xff);
  if (is_return)
    epilogue.part = EpiloguePart::end;
  else if (is_jump)
    epilogue.part = EpiloguePart::jump;
  return epilogue;
}

} // namespace

std::vector<FrameRow> read_unwind_info_rows(const BytesAt &bytes_at, Rva info) {
  const std::vector<FrameRow> unknown = {{0, std::nullopt}};
  const std::vector<Prologue> chain = read_chain(bytes_at, info);
  if (chain.empty())
    return unknown;
  bool is_known = true;
  std::uint64_t depth = 0;
  const auto take = [&](const Step &step) {
    // With a frame pointer, the stack may grow later.
    is_known = is_known && step.operation != set_frame_pointer;
    depth += grows_stack(step) ? step.bytes : 0;
  };
  // What the parents' prologues did before is done throughout.
  for (std::size_t i = 1; i < chain.size(); ++i)
    std::ranges::for_each(chain[i].steps, take);
  if (!is_known)
    return unknown;
  std::vector<FrameRow> rows = {{0, depth}};
  const std::vector<Step> &steps = chain.front().steps;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    take(*step);
    FrameRow row{step->place, std::nullopt};
    if (is_known)
      row.to_return = depth;
    if (rows.back().begin == row.begin)
      rows.back() = row;
    else
      rows.push_back(row);
  }
  return rows;
}

std::optional<UnwindRegisters> unwind_frame(const BytesAt &bytes_at, Rva info,
                                            std::uint64_t offset,
                                            UnwindRegisters registers,
                                            const ReadWord &read) {
  const std::vector<Prologue> chain = read_chain(bytes_at, info);
  if (chain.empty())
    return std::nullopt;
  for (const Prologue &prologue : chain) {
    if (!undo(prologue, offset, registers, read))
      return std::nullopt;
    offset = behind_prologue; // of all that it is chained to
  }
  return to_caller(registers, read);
}

std::optional<UnwindRegisters> unwind_epilogue(BytesView code,
                                               UnwindRegisters registers,
                                               const ReadWord &read) {
  std::uint64_t &stack = registers.general[UnwindRegisters::stack];
  for (const EpilogueStep &step : read_epilogue(code).steps)
    if (step.is_pop) {
      const std::optional<std::uint64_t> value = read(stack);
      if (!value)
        return std::nullopt;
      registers.general[step.reg] = *value;
      stack += word;
    } else {
      stack = registers.general[step.reg] +
              static_cast<std::uint64_t>(std::int64_t{step.distance});
    }
  return to_caller(registers, read);
}

EpiloguePart epilogue_part(BytesView code) { return read_epilogue(code).part; }

} // namespace hotpatch
