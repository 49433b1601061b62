// The list of faults is made from the enum, so that the manual knows each.
#include "hppack/manual.h"

#include "formats/package/fault.h"

#include <cstddef>

namespace hotpatch {
namespace {

constexpr std::string_view after_faults = R"(.PP
Those marked with * say that the bytes are no package (exit status 2).
.SH EXIT STATUS
.TP
.B 0
Done; the package is valid.
.TP
.B 1
Refused: signature, content, identity or policy; a payload with another sequence
number. No package and no payload was written.
.TP
.B 2
Trouble: usage, input or output, malformed input. Each file that was written is
whole.
.TP
.B 3
A budget failed (report); everything was written.
.SH PASSPHRASES
Of a private key that is encrypted: from \fB\-\-passphrase\-fd\fR, else
\fB\-\-passphrase\-file\fR, else the environment variable
\fBHPPACK_PASSPHRASE\fR, else the terminal.
.SH INTERRUPTION
Who is killed while writing
.I FILE
leaves at most
.IR FILE .hotpatch\-tmp,
which the next run that writes to
.I FILE
takes over.
)";

constexpr std::string_view examples =
    R"(hppack keygen \-o vendor.key
hppack build fix.payload \-o fix.hpk \-\-key vendor.key \-\-product shop \-\-sequence 7 \-\-image app.dll
hppack verify fix.hpk \-\-trust vendor.key.pub \-\-image app.dll
hppack report fix.hpk \-\-image app.dll \-\-full new/app.dll \-\-markdown report.md
hppack digest fix.hpk | openssl dgst \-sha256 \-sign token.pem > fix.sig
hppack attach fix.hpk \-\-signature fix.sig \-\-public\-key token.pub
)";

} // namespace

ManualClosing pack_manual_closing() {
  std::string text = ".SH FAULTS\n";
  for (std::size_t i = 0; i < package_fault_count; ++i) {
    const auto fault = static_cast<PackageFault>(i);
    text += ".TP\n.B " + roff_literal(slug_of(fault)) +
            (is_refused(fault) ? "" : " *") + "\n" +
            roff_literal(meaning_of(fault)) + "\n";
  }
  return {text + std::string(after_faults), std::string(examples)};
}

} // namespace hotpatch
