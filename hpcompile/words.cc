// See words.h.  Texts of enumerators are contracts of the JSON schemas.
#include "hpcompile/words.h"

#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {

std::string_view to_word(CompileStatus status) {
  switch (status) {
  case CompileStatus::written:
    return "written";
  case CompileStatus::refused:
    return "refused";
  case CompileStatus::nothing:
    return "nothing";
  }
  return "";
}

std::string_view to_word(FunctionReason reason) {
  switch (reason) {
  case FunctionReason::changed:
    return "changed";
  case FunctionReason::added:
    return "added";
  case FunctionReason::reached:
    return "reached";
  }
  return "";
}

std::string_view to_word(RedirectKind kind) {
  switch (kind) {
  case RedirectKind::pad:
    return "pad";
  case RedirectKind::entry:
    return "entry";
  }
  return "";
}

std::string_view to_word(FixupKind kind) {
  switch (kind) {
  case FixupKind::rel32:
    return "rel32";
  case FixupKind::absolute:
    return "absolute";
  case FixupKind::indirect:
    return "indirect";
  }
  return "";
}

std::string_view to_word(PayloadSectionKind kind) {
  switch (kind) {
  case PayloadSectionKind::code:
    return "code";
  case PayloadSectionKind::read_only:
    return "read_only";
  case PayloadSectionKind::writable:
    return "writable";
  case PayloadSectionKind::unwind:
    return "unwind";
  }
  return "";
}

std::string_view to_word(ObjectFormat format) {
  switch (format) {
  case ObjectFormat::elf:
    return "elf";
  case ObjectFormat::coff:
    return "pe"; // a linked image in COFF is a PE file
  }
  return "";
}

std::string_view to_word(HookKind kind) {
  switch (kind) {
  case HookKind::pre_apply:
    return "hotpatch_pre_apply";
  case HookKind::post_apply:
    return "hotpatch_post_apply";
  case HookKind::pre_rollback:
    return "hotpatch_pre_rollback";
  case HookKind::post_rollback:
    return "hotpatch_post_rollback";
  }
  return "";
}

std::string to_text(const Sha256 &digest) { return "sha256:" + to_hex(digest); }

std::string to_text(const std::array<std::byte, 16> &guid) {
  if (std::ranges::all_of(guid, [](std::byte b) { return b == std::byte{}; }))
    return "";
  // Bytes of the file in the order of print.
  constexpr std::array<std::size_t, 16> order = {3, 2, 1,  0,  5,  4,  7,  6,
                                                 8, 9, 10, 11, 12, 13, 14, 15};
  std::string text;
  for (std::size_t i = 0; i < order.size(); ++i) {
    text += to_hex(BytesView(guid).subspan(order[i], 1));
    if (i == 3 || i == 5 || i == 7 || i == 9)
      text += '-';
  }
  for (char &c : text)
    if (c >= 'a' && c <= 'f')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

} // namespace hotpatch
