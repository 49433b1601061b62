// The rules for functions and redirects.  The other ones are in check.cc.
#include "formats/payload/check_parts.h"

#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

constexpr Rva pad_size = 5;
constexpr Rva endbr64_size = 4;

Expected<void> check_function(const Payload &payload,
                              const PayloadFunction &function) {
  if (function.name.empty() || !is_utf8(function.name) ||
      !is_utf8(function.object))
    return broken_rule("name is empty or not UTF-8");
  if (!is_in_code(payload, function.payload_rva, function.size))
    return broken_rule("is not within the code");
  const bool is_changed = function.reason == FunctionReason::changed;
  if (is_changed != function.base_rva.has_value())
    return broken_rule(is_changed ? "changed, but has no place in the base"
                                  : "not changed, but has a place in the base");
  if (!is_changed &&
      (function.base_size != 0 || function.base_digest != Sha256{} ||
       !function.base_pieces.empty()))
    return broken_rule("not changed, but describes the base");
  const auto is_inside = [&](Rva rva, std::uint32_t size) {
    return size > 0 && is_in_base(payload, rva, size);
  };
  if (is_changed && !is_inside(*function.base_rva, function.base_size))
    return broken_rule("is outside the base image");
  for (const PayloadFunction::Piece &piece : function.base_pieces)
    if (!is_inside(piece.base_rva, piece.base_size))
      return broken_rule("piece at " + hex(piece.base_rva) +
                         " is outside the base image");
  return {};
}

// `entries`: where functions of the base that are replaced begin, sorted.
Expected<void> check_redirect(const Payload &payload, const Redirect &redirect,
                              const std::vector<Rva> &entries) {
  const bool is_pad = redirect.kind == RedirectKind::pad;
  const std::size_t size = is_pad ? pad_size + 2 : pad_size;
  if (redirect.base_bytes.size() != size)
    return broken_rule(std::to_string(redirect.base_bytes.size()) +
                       " bytes of the base, expected " + std::to_string(size));
  const std::uint64_t begin = redirect.patch_begin;
  const std::uint64_t entry = redirect.base_entry;
  if (is_pad ? begin + pad_size != entry
             : begin != entry && begin != entry + endbr64_size)
    return broken_rule("is written at " + hex(begin) +
                       ", which does not suit its kind");
  if (!is_in_base(payload, redirect.patch_begin, size))
    return broken_rule("is outside the base image");
  if (!is_in_code(payload, redirect.payload_entry, 1))
    return broken_rule("leads to " + hex(redirect.payload_entry) +
                       ", which is not within the code");
  if (!std::ranges::binary_search(entries, redirect.base_entry))
    return broken_rule("no function of the payload replaces what is there");
  return {};
}

} // namespace

Expected<void> check_functions(const Payload &payload) {
  const std::vector<PayloadFunction> &functions = payload.functions;
  std::uint64_t object_text = 0;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const PayloadFunction &function = functions[i];
    Expected<void> check = check_function(payload, function);
    const PayloadFunction *before = i > 0 ? &functions[i - 1] : nullptr;
    const auto key = [](const PayloadFunction &f) {
      return std::tie(f.payload_rva, f.name);
    };
    if (check && before != nullptr && key(function) < key(*before))
      check = broken_rule("is not in ascending order");
    if (check && before != nullptr &&
        function.payload_rva == before->payload_rva &&
        function.is_call_target != before->is_call_target)
      check = broken_rule("its alias is a call target, or only it is");
    object_text += function.object.size();
    if (check && object_text > max_object_text)
      check = broken_rule("object names of more than " + hex(max_object_text) +
                          " bytes over all functions");
    if (!check)
      return std::unexpected(std::move(check).error().at(
          list_item("function", i, function.payload_rva)));
  }
  return {};
}

// A redirect whose base function is not listed would escape the rule that no
// thread is in it, so each one must be.
Expected<void> check_redirects(const Payload &payload) {
  std::vector<Rva> entries;
  for (const PayloadFunction &function : payload.functions) {
    if (function.base_rva)
      entries.push_back(*function.base_rva);
    for (const PayloadFunction::Piece &piece : function.base_pieces)
      entries.push_back(piece.base_rva);
  }
  std::ranges::sort(entries);
  std::vector<RvaExtent> extents;
  for (std::size_t i = 0; const Redirect &redirect : payload.redirects) {
    Expected<void> check = check_redirect(payload, redirect, entries);
    if (check && i > 0 &&
        redirect.base_entry <= payload.redirects[i - 1].base_entry)
      check = broken_rule("is not in ascending order");
    if (!check)
      return std::unexpected(std::move(check).error().at(
          list_item("redirect", i, redirect.base_entry)));
    extents.push_back(
        {redirect.patch_begin,
         std::uint64_t{redirect.patch_begin} + redirect.base_bytes.size()});
    ++i;
  }
  return check_disjoint(std::move(extents), "redirects");
}

} // namespace hotpatch
