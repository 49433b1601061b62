// See man_page.h.  The page bears the version and no date: the same program
// prints the same page.
#include "hpdiff/man_page.h"

#include "formats/core/version.h"
#include "hpdiff/options.h"

namespace hotpatch {
namespace {

// Text that roff takes literally: a backslash, and a dot or apostrophe at a
// line's start, would be instructions, a bare "-" becomes a hyphen.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
      out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + escaped(text) + "\\fR";
}

std::string synopsis_line(const CommandSpec &spec) {
  std::string line = bold("hpdiff");
  if (!spec.word.empty())
    line += " " + bold(spec.word);
  if (spec.command == Command::diff || spec.command == Command::show)
    line += " [" + italic("OPTION") + "...]";
  for (const Positional &positional : spec.positionals)
    line += " " + italic(positional.name);
  return line + "\n";
}

std::string option_entry(const OptionSpec &spec) {
  std::string head;
  if (!spec.short_name.empty())
    head = bold(spec.short_name) + ", ";
  head += bold(spec.long_name);
  if (!spec.value_name.empty())
    head += " " + italic(spec.value_name);
  std::string text = ".TP\n" + head + "\n" + escaped(spec.help) + "\n";
  if (!spec.words.empty())
    text += "Words: " + escaped(spec.words) + ".\n";
  return text;
}

std::string options_of(std::string_view title, Command command,
                       std::uint8_t except) {
  std::string text = ".SH " + std::string(title) + "\n";
  for (const OptionSpec &spec : option_table())
    if ((spec.commands & bit(command)) != 0 && (spec.commands & except) == 0)
      text += option_entry(spec);
  return text;
}

// What no table holds.
constexpr std::string_view closing = R"(.SH CLASSES
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
.SH ENVIRONMENT
.TP
.B NO_COLOR
Not empty: no colour unless \fB\-\-color always\fR is given.
.TP
.B TERM
Unset or \fBdumb\fR: likewise.
.SH FILES
Output files appear whole or not at all. A
.I FILE
of
.B \-
is standard output, which takes one output at most.
.SH EXAMPLES
.EX
hpdiff old/libcrypto.a new/libcrypto.a
hpdiff \-\-json report.json \-\-markdown summary.md pre/ post/
hpdiff show pre/ post/ x509_vfy.o:get_crl_score
.EE
)";

} // namespace

std::string render_man_page() {
  std::string text =
      ".TH HPDIFF 1 \"\" \"hpdiff " + std::string(tool_version()) + "\"\n";
  text += ".SH NAME\nhpdiff \\- what changed between two builds, function by "
          "function\n.SH SYNOPSIS\n.nf\n";
  for (const CommandSpec &spec : command_table())
    text += synopsis_line(spec);
  text += ".fi\n.SH DESCRIPTION\n";
  for (const CommandSpec &spec : command_table())
    text += (spec.word.empty() ? "" : ".PP\n" + bold(spec.word) + ": ") +
            escaped(spec.help) + "\n";
  text += ".PP\nA path named like a command is written ./show.\n";
  text += options_of("OPTIONS", Command::diff, 0);
  text += options_of("OPTIONS OF SHOW ONLY", Command::show, bit(Command::diff));
  return text + std::string(closing);
}

} // namespace hotpatch
