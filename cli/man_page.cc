// See man_page.h.  The page bears the version and no date: the same program
// prints the same page.
#include "cli/man_page.h"

#include "formats/core/version.h"

#include <algorithm>

namespace hotpatch {

std::string roff_literal(std::string_view text) {
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

namespace {

std::string bold(std::string_view text) {
  return "\\fB" + roff_literal(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff_literal(text) + "\\fR";
}

bool takes(const OptionText &option, CommandBits commands) {
  return (option.commands & commands) != 0;
}

CommandBits bit_of(std::size_t command) {
  return static_cast<CommandBits>(1U << command);
}

std::string head_of(const OptionText &option) {
  std::string head = bold(option.long_name);
  if (!option.short_name.empty())
    head = bold(option.short_name) + ", " + head;
  if (!option.value_name.empty())
    head += " " + italic(option.value_name);
  return head;
}

std::string synopsis_line(const ProgramText &program, std::size_t index) {
  const CommandText &command = program.commands[index];
  std::string line = bold(program.name);
  if (!command.word.empty())
    line += " " + bold(command.word);
  if (std::ranges::any_of(program.options, [&](const OptionText &option) {
        return takes(option, bit_of(index));
      }))
    line += " [" + italic("OPTION") + "...]";
  for (const OptionText &option : program.options)
    if ((option.required_by & bit_of(index)) != 0)
      line += " " +
              bold(option.short_name.empty() ? option.long_name
                                             : option.short_name) +
              " " + italic(option.value_name);
  for (const PositionalText &positional : command.positionals)
    line +=
        " " + italic(positional.name) + (positional.is_repeatable ? "..." : "");
  return line + "\n";
}

// What a command with a word takes of the options that are described once.
std::string shared_options(const ProgramText &program, std::size_t index) {
  std::string names;
  for (const OptionText &option : program.options)
    if (takes(option, bit_of(index)) &&
        (takes(option, bit_of(0)) || program.needs_word()))
      names += (names.empty() ? "" : ", ") + bold(option.long_name);
  return names.empty() ? "" : "Takes " + names + ".\n";
}

std::string option_entry(const OptionText &option) {
  std::string text =
      ".TP\n" + head_of(option) + "\n" + roff_literal(option.help) + "\n";
  if (!option.words.empty())
    text += "Words: " + roff_literal(option.words) + ".\n";
  return text;
}

// The options of the commands `of` that none of `except` takes.
std::string option_section(const ProgramText &program, std::string_view title,
                           CommandBits of, CommandBits except) {
  std::string text;
  for (const OptionText &option : program.options)
    if (takes(option, of) && !takes(option, except))
      text += option_entry(option);
  return text.empty() ? "" : ".SH " + std::string(title) + "\n" + text;
}

std::string upper(std::string_view word) {
  std::string text(word);
  for (char &c : text)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// What holds for every tool.
constexpr std::string_view shared_closing = R"(.SH ENVIRONMENT
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
)";

std::string name_and_synopsis(const ProgramText &program) {
  const std::string name(program.name);
  std::string text = ".TH " + upper(name) + " 1 \"\" \"" + name + " " +
                     std::string(tool_version()) + "\"\n.SH NAME\n" + name +
                     " \\- " + roff_literal(program.purpose) +
                     "\n.SH SYNOPSIS\n.nf\n";
  for (std::size_t i = program.needs_word() ? 1 : 0;
       i < program.commands.size(); ++i)
    text += synopsis_line(program, i);
  return text + ".fi\n";
}

std::string description(const ProgramText &program) {
  std::string text = ".SH DESCRIPTION\n";
  std::string_view example;
  for (std::size_t i = 0; i < program.commands.size(); ++i) {
    const CommandText &command = program.commands[i];
    text += (command.word.empty() ? "" : ".PP\n" + bold(command.word) + ": ") +
            roff_literal(command.help) + "\n";
    if (!command.word.empty())
      text += shared_options(program, i);
    if (example.empty())
      example = command.word;
  }
  if (!example.empty() && !program.needs_word())
    text += ".PP\nA path named like a command is written ./" +
            roff_literal(example) + ".\n";
  return text;
}

std::string option_sections(const ProgramText &program) {
  constexpr auto all = static_cast<CommandBits>(~0U);
  if (program.needs_word())
    return option_section(program, "OPTIONS", all, 0);
  std::string text = option_section(program, "OPTIONS", bit_of(0), 0);
  CommandBits described = bit_of(0);
  for (std::size_t i = 1; i < program.commands.size(); ++i) {
    text += option_section(
        program, "OPTIONS OF " + upper(program.commands[i].word) + " ONLY",
        bit_of(i), described);
    described = static_cast<CommandBits>(described | bit_of(i));
  }
  return text;
}

} // namespace

std::string render_man_page(const ProgramText &program,
                            const ManualClosing &closing) {
  return name_and_synopsis(program) + description(program) +
         option_sections(program) + closing.sections +
         std::string(shared_closing) + ".SH EXAMPLES\n.EX\n" +
         closing.examples + ".EE\n";
}

} // namespace hotpatch
