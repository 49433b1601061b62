// CLI11 has no completions, and a script written by hand is wrong after the
// next new option; these are printed from the option table (options.h).  The
// scripts complete words of the table and file names, and call nothing: asking
// the program at every key would make completion as slow as its start.
#include "cli/completions.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string lower(std::string_view word) {
  std::string text(word);
  for (char &c : text)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool takes(const OptionText &spec, std::size_t command) {
  return (spec.commands & (1U << command)) != 0;
}

// Indices of the commands with a word that take options.
std::vector<std::size_t> commands_with_options(const ProgramText &program) {
  std::vector<std::size_t> commands;
  for (std::size_t i = 1; i < program.commands.size(); ++i)
    if (std::ranges::any_of(program.options, [&](const OptionText &spec) {
          return takes(spec, i);
        }))
      commands.push_back(i);
  return commands;
}

// The words that may follow the command's own, or none.
std::string_view argument_words(const CommandText &command) {
  return command.positionals.empty() ? "" : command.positionals.front().words;
}

// "-j" and "--jobs", the short form first.
std::vector<std::string_view> names_of(const OptionText &spec) {
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

std::string command_words(const ProgramText &program) {
  std::vector<std::string_view> words;
  for (const CommandText &command : program.commands)
    if (!command.word.empty())
      words.push_back(command.word);
  return joined(words, " ");
}

std::string option_words(const ProgramText &program, std::size_t command) {
  std::string words = "--help --version";
  for (const OptionText &spec : program.options)
    if (takes(spec, command))
      words += " " + joined(names_of(spec), " ");
  return words;
}

std::string bash_value(const OptionText &spec) {
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

std::string bash_options(const ProgramText &program) {
  std::string text = "    case ${COMP_WORDS[1]} in\n";
  auto add = [&](std::string_view pattern, std::size_t command) {
    text += "      " + std::string(pattern) + ") COMPREPLY=($(compgen -W \"" +
            option_words(program, command) + "\" -- \"$cur\")) ;;\n";
  };
  for (std::size_t i : commands_with_options(program))
    add(program.commands[i].word, i);
  add("*", 0);
  return text + "    esac\n";
}

std::string render_bash(const ProgramText &program) {
  const std::string name(program.name);
  std::string text = "# bash completion for " + name + "; printed by `" + name +
                     " completions bash`\n_" + name +
                     "() {\n"
                     "  local cur=${COMP_WORDS[COMP_CWORD]}\n"
                     "  local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "  COMPREPLY=()\n"
                     "  case $prev in\n";
  for (const OptionText &spec : program.options)
    if (spec.kind != ValueKind::none)
      text += "    " + joined(names_of(spec), "|") + ") " + bash_value(spec) +
              " ;;\n";
  for (const CommandText &command : program.commands)
    if (!argument_words(command).empty())
      text += "    " + std::string(command.word) +
              ") COMPREPLY=($(compgen -W \"" +
              std::string(argument_words(command)) +
              "\" -- \"$cur\")); return ;;\n";
  text += "  esac\n"
          "  if [[ $cur == -* ]]; then\n" +
          bash_options(program) +
          "    return\n"
          "  fi\n"
          "  COMPREPLY=($(compgen -f -- \"$cur\"))\n"
          "  if [[ $COMP_CWORD == 1 ]]; then\n"
          "    COMPREPLY+=($(compgen -W \"" +
          command_words(program) +
          "\" -- \"$cur\"))\n"
          "  fi\n"
          "}\n"
          "complete -o filenames -F _" +
          name + " " + name + "\n";
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

std::string zsh_value(const OptionText &spec) {
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

std::string zsh_option(const OptionText &spec) {
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

std::string zsh_positionals(const CommandText &command) {
  std::string text;
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const PositionalText &positional = command.positionals[i];
    text += (i > 0 ? " '" : "'") +
            (positional.is_repeatable ? "*" : std::to_string(i + 1)) + ":" +
            std::string(positional.name) +
            (positional.kind == ValueKind::file ? ":_files'" : ": '");
  }
  return text;
}

std::string zsh_arguments(const ProgramText &program, std::size_t command) {
  std::string text = "  _arguments -s \\\n"
                     "    '(- *)--help[Print help.]' \\\n"
                     "    '(- *)--version[Print the version.]' \\\n";
  for (const OptionText &spec : program.options)
    if (takes(spec, command))
      text += zsh_option(spec);
  return text + "    " + zsh_positionals(program.commands[command]) + "\n";
}

// "WORD) what completes it ;;" for each command with a word.
std::string zsh_cases(const ProgramText &program) {
  const std::vector<std::size_t> complex = commands_with_options(program);
  std::string text;
  for (std::size_t i = 1; i < program.commands.size(); ++i) {
    const CommandText &command = program.commands[i];
    const std::string word(command.word);
    text += "    " + word + ") ";
    if (std::ranges::count(complex, i) > 0)
      text += "shift words; (( CURRENT-- )); _" + std::string(program.name) +
              "_" + word + " ";
    else if (!argument_words(command).empty())
      text += "_values " + lower(command.positionals.front().name) + " " +
              std::string(argument_words(command)) + " ";
    text += ";;\n";
  }
  return text;
}

std::string render_zsh(const ProgramText &program) {
  const std::string name(program.name);
  std::string text = "#compdef " + name + "\n# zsh completion for " + name +
                     "; printed by `" + name + " completions zsh`\n_" + name +
                     "_main() {\n" + zsh_arguments(program, 0) + "}\n";
  for (std::size_t i : commands_with_options(program))
    text += "_" + name + "_" + std::string(program.commands[i].word) +
            "() {\n" + zsh_arguments(program, i) + "}\n";
  text += "_" + name + "() {\n  case $words[2] in\n" + zsh_cases(program);
  return text + "    *) if (( CURRENT == 2 )); then _values command " +
         command_words(program) + "; fi; _" + name +
         "_main ;;\n"
         "  esac\n"
         "}\n"
         "_" +
         name + " \"$@\"\n";
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "'";
}

// A condition that holds where the commands that take the option are meant.
std::string fish_condition(const ProgramText &program, const OptionText &spec) {
  const bool is_default = takes(spec, 0);
  std::string words;
  for (std::size_t i : commands_with_options(program))
    if (takes(spec, i) != is_default)
      words += " " + std::string(program.commands[i].word);
  if (words.empty())
    return "";
  return std::string(" -n '") + (is_default ? "not " : "") +
         "__fish_seen_subcommand_from" + words + "'";
}

std::string fish_value(const OptionText &spec) {
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

std::string render_fish(const ProgramText &program) {
  const std::string name(program.name);
  const std::string begin = "complete -c " + name;
  std::string text = "# fish completion for " + name + "; printed by `" + name +
                     " completions fish`\n";
  for (const CommandText &command : program.commands)
    if (!command.word.empty())
      text += begin + " -n '__fish_is_first_arg' -a " +
              std::string(command.word) + " -d " + fish_quoted(command.help) +
              "\n";
  for (const CommandText &command : program.commands)
    if (!argument_words(command).empty())
      text += begin + " -n '__fish_seen_subcommand_from " +
              std::string(command.word) + "' -x -a " +
              fish_quoted(argument_words(command)) + "\n";
  text += begin + " -l help -d 'Print help.'\n" + begin +
          " -l version -d 'Print the version.'\n";
  for (const OptionText &spec : program.options) {
    text += begin + fish_condition(program, spec);
    if (!spec.short_name.empty())
      text += " -s " + std::string(spec.short_name.substr(1));
    text += " -l " + std::string(spec.long_name.substr(2)) + fish_value(spec) +
            " -d " + fish_quoted(spec.help) + "\n";
  }
  return text;
}

} // namespace

Expected<std::string> render_completions(const ProgramText &program,
                                         std::string_view shell) {
  if (shell == "bash")
    return render_bash(program);
  if (shell == "zsh")
    return render_zsh(program);
  if (shell == "fish")
    return render_fish(program);
  return fail(ErrorCode::malformed,
              "found '" + std::string(shell) + "', expected bash, zsh or fish");
}

} // namespace hotpatch
