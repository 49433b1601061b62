#include "hpapply/manual.h"

namespace hotpatch {
namespace {

constexpr std::string_view sections = R"(.SH EXIT STATUS
.TP
.B 0
The package is in force, or was already; it is taken back; status: in force.
.TP
.B 1
Refused or busy, the process is as it was; status: not in force; rollback:
nothing is in force.
.TP
.B 2
Trouble: usage, input or output, malformed input.
.TP
.B 3
It failed midway and was taken back; the message says if that failed too, and
then status tells what is in force.
.SH INTERRUPTION
All that is known of a payload is in the process itself, before anything of the
base image changes. Who is interrupted leaves threads running as they were;
status tells what is in force, and rollback takes back also what is in force in
part. Only a moment in which a thread runs something for hpapply, a system call
or a hook, must not be hit: the thread would not find back.
.SH RESTARTS
What is in force lasts as long as the process.
)";

constexpr std::string_view examples =
    R"(hpapply apply fix.hpk \-\-pid 1234 \-\-trust vendor.key.pub
hpapply status \-\-pid 1234 \-\-json status.json
hpapply rollback \-\-pid 1234
)";

} // namespace

ManualClosing apply_manual_closing() {
  return {std::string(sections), std::string(examples)};
}

} // namespace hotpatch
