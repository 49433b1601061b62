// See stream_parts.h.
#include "formats/package/stream_parts.h"

#include "formats/core/byte_writer.h"
#include "formats/core/sha256.h"
#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Of a rel32 fixup's addend, usually all: the field's own size, as distances
// count from behind it.
constexpr std::int64_t field_size = 4;

// Where an FDE's fields are: behind its length and the distance to its CIE.
constexpr std::uint64_t fde_begin = 8, fde_fields_size = 8;

} // namespace

const PayloadFunction *
function_before(const std::vector<PayloadFunction> &functions, Rva place) {
  auto after = std::ranges::upper_bound(functions, place, {},
                                        &PayloadFunction::payload_rva);
  return after == functions.begin() ? nullptr : &*std::prev(after);
}

std::int64_t further_addend(const Fixup &fixup) {
  return fixup.kind == FixupKind::rel32 ? fixup.addend + field_size
                                        : fixup.addend;
}

std::int64_t target_of(const Fixup &fixup) {
  return fixup.kind == FixupKind::rel32
             ? std::int64_t{fixup.base_target} - further_addend(fixup)
             : std::int64_t{fixup.base_target};
}

std::int64_t field_at(const Payload &payload, Rva site) {
  for (const PayloadSection &section : payload.sections)
    if (site >= section.rva && site - section.rva < section.bytes.size())
      return read_signed(section.bytes, site - section.rva, 4).value_or(0);
  return 0;
}

std::vector<RedirectEntry>
redirect_entries(const std::vector<PayloadFunction> &functions) {
  std::vector<RedirectEntry> entries;
  for (const PayloadFunction &function : functions) {
    if (function.base_rva)
      entries.push_back({*function.base_rva, function.payload_rva});
    for (const PayloadFunction::Piece &piece : function.base_pieces)
      entries.push_back({piece.base_rva, function.payload_rva});
  }
  std::ranges::stable_sort(entries, {}, &RedirectEntry::base_entry);
  auto repeated = std::ranges::unique(entries, {}, &RedirectEntry::base_entry);
  entries.erase(repeated.begin(), repeated.end());
  return entries;
}

RedirectVariant variant_of(const Redirect &redirect) {
  if (redirect.kind == RedirectKind::pad)
    return RedirectVariant::pad;
  return redirect.patch_begin == redirect.base_entry
             ? RedirectVariant::entry
             : RedirectVariant::behind_endbr;
}

Redirect redirect_of(RedirectVariant variant, const RedirectEntry &entry) {
  Redirect redirect{.kind = RedirectKind::entry,
                    .base_entry = entry.base_entry,
                    .patch_begin = entry.base_entry,
                    .payload_entry = entry.payload_entry};
  switch (variant) {
  case RedirectVariant::pad:
    redirect.kind = RedirectKind::pad;
    redirect.patch_begin -= 5;
    break;
  case RedirectVariant::entry:
    break;
  case RedirectVariant::behind_endbr:
    redirect.patch_begin += 4;
    break;
  }
  return redirect;
}

std::uint64_t base_bytes_size(const Redirect &redirect) {
  return redirect.kind == RedirectKind::pad ? 7 : 5;
}

std::uint64_t end_of_functions(const std::vector<PayloadFunction> &functions) {
  std::uint64_t end = payload_page;
  for (const PayloadFunction &function : functions)
    end = std::max(end, std::uint64_t{function.payload_rva} + function.size);
  return end - payload_page;
}

std::uint32_t size_of_function_at(const std::vector<PayloadFunction> &functions,
                                  Rva payload_rva) {
  const PayloadFunction *function = function_before(functions, payload_rva);
  return function && function->payload_rva == payload_rva ? function->size : 0;
}

std::optional<Sha256> told_digest(const BaseMemory &base,
                                  const PayloadFunction &function) {
  const std::optional<BytesView> bytes =
      base.bytes_at(function.base_rva.value_or(0), function.base_size);
  return bytes ? std::optional(sha256(*bytes)) : std::nullopt;
}

std::optional<std::vector<std::byte>> told_bytes(const BaseMemory &base,
                                                 const Redirect &redirect) {
  const std::optional<BytesView> bytes =
      base.bytes_at(redirect.patch_begin, base_bytes_size(redirect));
  if (!bytes)
    return std::nullopt;
  return std::vector<std::byte>(bytes->begin(), bytes->end());
}

void subtract_words(std::span<std::byte> words) {
  std::uint32_t before = 0;
  for (std::size_t at = 0; at + 4 <= words.size(); at += 4) {
    const std::uint32_t word = read_int<std::uint32_t>(words, at).value_or(0);
    put_at(words, at, word - before);
    before = word;
  }
}

void add_words(std::span<std::byte> words) {
  std::uint32_t before = 0;
  for (std::size_t at = 0; at + 4 <= words.size(); at += 4) {
    before += read_int<std::uint32_t>(words, at).value_or(0);
    put_at(words, at, before);
  }
}

Expected<std::span<std::byte>> fde_fields(std::span<std::byte> eh_frame,
                                          Rva section, Rva fde) {
  const std::uint64_t at = std::uint64_t{fde} - section + fde_begin;
  if (fde < section || at > eh_frame.size() ||
      fde_fields_size > eh_frame.size() - at)
    return fail(ErrorCode::malformed,
                "unwind record at " + hex(fde) + ": is not in .eh_frame");
  return eh_frame.subspan(static_cast<std::size_t>(at), fde_fields_size);
}

} // namespace hotpatch
