// CLI11 has no completions, and a script written by hand is wrong after the
// next new option; these are printed from the option table (options.cc).  The
// scripts complete words of the table and file names, and call nothing: asking
// the program at every key would make completion as slow as its start.
#include "hpdiff/completions.h"

#include "hpdiff/options.h"

namespace hotpatch {
namespace {

// Calls visit(word) for each word of a list separated by blanks.
template <typename Visit>
void for_each_word(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    visit(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool takes(const OptionSpec &spec, Command command) {
  return (spec.commands & bit(command)) != 0;
}

// "-j" and "--jobs", the short form first.
std::vector<std::string_view> names_of(const OptionSpec &spec) {
  std::vector<std::string_view> names;
  if (!spec.short_name.empty())
    names.push_back(spec.short_name);
  names.push_back(spec.long_name);
  return names;
}

std::string joined(const std::vector<std::string_view> &words,
                   std::string_view separator) {
  std::string text;
  for (std::string_view word : words)
    text += (text.empty() ? "" : std::string(separator)) + std::string(word);
  return text;
}

std::string command_words() {
  std::string words;
  for (const CommandSpec &spec : command_table())
    if (!spec.word.empty())
      words += (words.empty() ? "" : " ") + std::string(spec.word);
  return words;
}

std::string option_words(Command command) {
  std::string words = "--help --version";
  for (const OptionSpec &spec : option_table())
    if (takes(spec, command))
      words += " " + joined(names_of(spec), " ");
  return words;
}

std::string bash_value(const OptionSpec &spec) {
  switch (spec.kind) {
  case ValueKind::none:
  case ValueKind::text:
    return "return";
  case ValueKind::file:
    return "COMPREPLY=($(compgen -f -- \"$cur\")); return";
  case ValueKind::word:
    return "COMPREPLY=($(compgen -W \"" + std::string(spec.words) +
           "\" -- \"$cur\")); return";
  case ValueKind::word_list:
    // Only the part after the last comma is completed.
    return "COMPREPLY=($(compgen -P \"${cur%\"${cur##*,}\"}\" -W \"" +
           std::string(spec.words) + "\" -- \"${cur##*,}\")); return";
  }
  return "";
}

std::string render_bash() {
  std::string text = "# bash completion for hpdiff; printed by "
                     "`hpdiff completions bash`\n"
                     "_hpdiff() {\n"
                     "  local cur=${COMP_WORDS[COMP_CWORD]}\n"
                     "  local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "  COMPREPLY=()\n"
                     "  case $prev in\n";
  for (const OptionSpec &spec : option_table())
    if (spec.kind != ValueKind::none)
      text += "    " + joined(names_of(spec), "|") + ") " + bash_value(spec) +
              " ;;\n";
  text += "    completions) COMPREPLY=($(compgen -W \"bash zsh fish\" -- "
          "\"$cur\")); return ;;\n"
          "  esac\n"
          "  if [[ $cur == -* ]]; then\n"
          "    case ${COMP_WORDS[1]} in\n"
          "      show) COMPREPLY=($(compgen -W \"" +
          option_words(Command::show) +
          "\" -- \"$cur\")) ;;\n"
          "      *) COMPREPLY=($(compgen -W \"" +
          option_words(Command::diff) +
          "\" -- \"$cur\")) ;;\n"
          "    esac\n"
          "    return\n"
          "  fi\n"
          "  COMPREPLY=($(compgen -f -- \"$cur\"))\n"
          "  if [[ $COMP_CWORD == 1 ]]; then\n"
          "    COMPREPLY+=($(compgen -W \"" +
          command_words() +
          "\" -- \"$cur\"))\n"
          "  fi\n"
          "}\n"
          "complete -o filenames -F _hpdiff hpdiff\n";
  return text;
}

// Text inside '...[here]...' of a zsh _arguments specification.
std::string zsh_escaped(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c == '\'')
      out += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      out += std::string("\\") + c;
    else
      out += c;
  return out;
}

std::string zsh_value(const OptionSpec &spec) {
  const std::string name = zsh_escaped(spec.value_name);
  switch (spec.kind) {
  case ValueKind::none:
    return "";
  case ValueKind::file:
    return ":" + name + ":_files";
  case ValueKind::word:
    return ":" + name + ":(" + std::string(spec.words) + ")";
  case ValueKind::word_list:
    return ":" + name + ":_values -s , " + name + " " + std::string(spec.words);
  case ValueKind::text:
    return ":" + name + ": ";
  }
  return "";
}

std::string zsh_option(const OptionSpec &spec) {
  const std::string help =
      "[" + zsh_escaped(spec.help) + "]" + zsh_value(spec) + "'";
  std::string text;
  for (std::string_view name : names_of(spec)) {
    const std::string prefix =
        spec.is_repeatable ? "'*" : "'(" + joined(names_of(spec), " ") + ")";
    text += "    " + prefix + std::string(name) + help + " \\\n";
  }
  return text;
}

std::string zsh_arguments(Command command, std::string_view positionals) {
  std::string text = "  _arguments -s \\\n"
                     "    '(- *)--help[Print help.]' \\\n"
                     "    '(- *)--version[Print the version.]' \\\n";
  for (const OptionSpec &spec : option_table())
    if (takes(spec, command))
      text += zsh_option(spec);
  return text + "    " + std::string(positionals) + "\n";
}

std::string render_zsh() {
  std::string text =
      "#compdef hpdiff\n"
      "# zsh completion for hpdiff; printed by "
      "`hpdiff completions zsh`\n"
      "_hpdiff_diff() {\n" +
      zsh_arguments(Command::diff, "'1:PRE:_files' '2:POST:_files'") +
      "}\n"
      "_hpdiff_show() {\n" +
      zsh_arguments(Command::show, "'1:PRE:_files' '2:POST:_files' "
                                   "'3:FUNCTION: '") +
      "}\n"
      "_hpdiff() {\n"
      "  case $words[2] in\n"
      "    show) shift words; (( CURRENT-- )); _hpdiff_show ;;\n"
      "    completions) _values shell bash zsh fish ;;\n"
      "    man) ;;\n"
      "    *) if (( CURRENT == 2 )); then _values command";
  for_each_word(command_words(), [&](std::string_view word) {
    text += " " + std::string(word);
  });
  return text + "; fi; _hpdiff_diff ;;\n"
                "  esac\n"
                "}\n"
                "_hpdiff \"$@\"\n";
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "'";
}

std::string fish_condition(const OptionSpec &spec) {
  if (takes(spec, Command::diff) && takes(spec, Command::show))
    return "";
  return takes(spec, Command::show)
             ? " -n '__fish_seen_subcommand_from show'"
             : " -n 'not __fish_seen_subcommand_from show'";
}

std::string fish_value(const OptionSpec &spec) {
  switch (spec.kind) {
  case ValueKind::none:
    return "";
  case ValueKind::file:
    return " -r -F";
  case ValueKind::word:
    return " -x -a " + fish_quoted(spec.words);
  case ValueKind::word_list:
    return " -x -a \"(__fish_append , " + std::string(spec.words) + ")\"";
  case ValueKind::text:
    return " -x";
  }
  return "";
}

std::string render_fish() {
  std::string text = "# fish completion for hpdiff; printed by "
                     "`hpdiff completions fish`\n";
  for (const CommandSpec &spec : command_table())
    if (!spec.word.empty())
      text += "complete -c hpdiff -n '__fish_is_first_arg' -a " +
              std::string(spec.word) + " -d " + fish_quoted(spec.help) + "\n";
  text += "complete -c hpdiff -n '__fish_seen_subcommand_from completions' -x "
          "-a 'bash zsh fish'\n"
          "complete -c hpdiff -l help -d 'Print help.'\n"
          "complete -c hpdiff -l version -d 'Print the version.'\n";
  for (const OptionSpec &spec : option_table()) {
    text += "complete -c hpdiff" + fish_condition(spec);
    if (!spec.short_name.empty())
      text += " -s " + std::string(spec.short_name.substr(1));
    text += " -l " + std::string(spec.long_name.substr(2)) + fish_value(spec) +
            " -d " + fish_quoted(spec.help) + "\n";
  }
  return text;
}

} // namespace

Expected<std::string> render_completions(std::string_view shell) {
  if (shell == "bash")
    return render_bash();
  if (shell == "zsh")
    return render_zsh();
  if (shell == "fish")
    return render_fish();
  return fail(ErrorCode::malformed,
              "found '" + std::string(shell) + "', expected bash, zsh or fish");
}

} // namespace hotpatch
