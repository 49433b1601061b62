// Classes, exit status and examples for a reader of the manual; the rest of it
// is made from the option table (cli/man_page.h).
#include "hpdiff/manual.h"

namespace hotpatch {
namespace {

constexpr std::string_view sections = R"(.SH CLASSES
.TP
.B identical
Same bytes, same references to the same targets.
.TP
.B layout_only
Same meaning; only addresses of other things moved.
.TP
.B line_only
Proven: only line numbers passed to calls differ.
.TP
.B constant
Only constants differ, and they are not proven to be line numbers.
.TP
.B code
The instructions differ.
.TP
.BR added ", " removed
On one side only.
.PP
The last four, and every change of data, are differences that matter.
.SH EXIT STATUS
.TP
.B 0
No difference that matters. With \fB\-\-fail\-on\fR: nothing listed occurs.
.TP
.B 1
Differences. With \fB\-\-fail\-on\fR: something listed occurs.
.TP
.B 2
Trouble: usage, input or output, malformed input, or an input that could not
be compared (see \fB\-\-allow\-skipped\fR).
)";

constexpr std::string_view examples = R"(hpdiff old/libcrypto.a new/libcrypto.a
hpdiff \-\-json report.json \-\-markdown summary.md pre/ post/
hpdiff show pre/ post/ x509_vfy.o:get_crl_score
)";

} // namespace

ManualClosing diff_manual_closing() {
  return {std::string(sections), std::string(examples)};
}

} // namespace hotpatch
