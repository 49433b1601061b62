// Texts of enumerators are contracts of the JSON schemas.
#include "formats/payload/words.h"

namespace hotpatch {

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

} // namespace hotpatch
