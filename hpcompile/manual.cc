// The list of refusals is made from the enum, so that the manual knows each.
#include "hpcompile/manual.h"

#include "hpcompile/refusal.h"

namespace hotpatch {
namespace {

constexpr std::string_view after_refusals = R"(.PP
--allow accepts those marked with *; the others leave nothing to accept.
.SH EXIT STATUS
.TP
.B 0
The payload was written, or is valid.
.TP
.B 1
Refused, or validation found a difference. Nothing was written; every reason is
listed.
.TP
.B 2
Trouble: usage, input or output, malformed input. Nothing was written.
.TP
.B 3
Nothing to patch: no function changed what it means. Nothing was written.
)";

constexpr std::string_view examples =
    R"(hpcompile pre/ post/ \-\-image app.dll \-o fix.payload
hpcompile pre/ post/ \-\-image libx.so \-\-post\-image post/libx.so \-o fix.payload
hpcompile validate fix.payload \-\-image app.dll \-\-post\-image post/app.dll
)";

} // namespace

ManualClosing compile_manual_closing() {
  std::string text = ".SH REFUSALS\n";
  for (std::size_t i = 0; i < refusal_reason_count; ++i) {
    const auto reason = static_cast<RefusalReason>(i);
    text += ".TP\n.B " + roff_literal(slug_of(reason)) +
            (is_acceptable(reason) ? " *" : "") + "\n" +
            roff_literal(meaning_of(reason)) + ".\n";
  }
  return {text + std::string(after_refusals), std::string(examples)};
}

} // namespace hotpatch
