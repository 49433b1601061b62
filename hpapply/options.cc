// What hpapply can be asked for.  See cli/options.h for what is made of the
// table.
#include "hpapply/options.h"

#include <array>
#include <limits>

namespace hotpatch {
namespace {

using enum ApplyCommand;
constexpr CommandBits verifying = join({apply, run});
constexpr CommandBits changing = join({apply, rollback, run});
constexpr CommandBits with_process = join({apply, rollback, status});
constexpr CommandBits speaking = join({apply, rollback, status, run});

Expected<ApplyOptions> set_timeout(ApplyOptions options,
                                   std::string_view value) {
  options.policy.timeout = std::chrono::seconds(HP_TRY(parse_u32(value, 0)));
  return options;
}

Expected<ApplyOptions> set_probe_for(ApplyOptions options,
                                     std::string_view value) {
  options.probe_for = std::chrono::seconds(HP_TRY(parse_u32(value, 1)));
  return options;
}

Expected<ApplyOptions> set_consistency(ApplyOptions options,
                                       std::string_view value) {
  if (value != "entry" && value != "whole")
    return fail(ErrorCode::malformed,
                "found '" + std::string(value) + "', expected entry or whole");
  options.policy.rule =
      value == "entry" ? ConsistencyRule::entry : ConsistencyRule::whole;
  return options;
}

Expected<ApplyOptions> set_threads_only(ApplyOptions options,
                                        std::string_view) {
  options.policy.stacks = StackPlaces::threads;
  return options;
}

Expected<ApplyOptions> set_dry_run(ApplyOptions options, std::string_view) {
  options.policy.is_dry_run = true;
  return options;
}

Expected<ApplyOptions> set_color(ApplyOptions options, std::string_view value) {
  options.color = HP_TRY(parse_color(value));
  return options;
}

using Option = BasicOption<ApplyOptions>;
using Positional = BasicPositional<ApplyOptions>;
using CommandEntry = BasicCommand<ApplyOptions>;

constexpr std::array options_of_program = {
    Option{.text = {.long_name = "--pid",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "The process.",
                    .commands = with_process,
                    .required_by = with_process},
           .apply = set_number<&ApplyOptions::pid, 1>},
    Option{.text = {.long_name = "--trust",
                    .value_name = "PUB",
                    .kind = ValueKind::file,
                    .help = "A public key that is trusted, or a directory of "
                            "such keys with revocations.",
                    .commands = verifying,
                    .required_by = verifying,
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&ApplyOptions::trust>},
    Option{.text = {.long_name = "--threshold",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "So many different trusted keys must have signed "
                            "(1).",
                    .commands = verifying},
           .apply = set_number<&ApplyOptions::threshold, 0>},
    Option{.text = {.long_name = "--product",
                    .value_name = "NAME",
                    .kind = ValueKind::text,
                    .help = "The only product whose packages are accepted.",
                    .commands = verifying},
           .apply = set_text<&ApplyOptions::product>},
    Option{.text = {.long_name = "--channel",
                    .value_name = "NAME",
                    .kind = ValueKind::text,
                    .help = "The only channel; likewise.",
                    .commands = verifying},
           .apply = set_text<&ApplyOptions::channel>},
    Option{.text = {.long_name = "--last-sequence",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Sequence number of the package that was accepted "
                            "last: an older one is refused.",
                    .commands = verifying},
           .apply = set_number<&ApplyOptions::last_sequence, 1>},
    Option{.text = {.long_name = "--sequence",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Take back only packages with this sequence "
                            "number; without it, all.",
                    .commands = bit(rollback)},
           .apply = set_number<&ApplyOptions::sequence, 1>},
    Option{.text = {.long_name = "--timeout",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help =
                        "Try again for so many seconds while threads are in "
                        "code that changes (10).",
                    .commands = changing},
           .apply = set_timeout},
    Option{.text = {.long_name = "--consistency",
                    .value_name = "RULE",
                    .kind = ValueKind::word,
                    .words = "entry whole",
                    .help = "What no thread may be in: entry, the bytes that "
                            "are overwritten; whole, any function that is "
                            "replaced, so that all switch together. Without "
                            "it: whole if more than one function changes.",
                    .commands = changing},
           .apply = set_consistency},
    Option{.text = {.long_name = "--threads-only",
                    .help = "Look only at the stacks of threads: the program "
                            "has no coroutines, whose stacks are elsewhere in "
                            "memory.",
                    .commands = changing},
           .apply = set_threads_only},
    Option{.text = {.long_name = "--dry-run",
                    .help = "Look at everything and change nothing: the exit "
                            "status tells whether it would be done now.",
                    .commands = join({apply, rollback})},
           .apply = set_dry_run},
    Option{.text = {.long_name = "--probe",
                    .value_name = "COMMAND",
                    .kind = ValueKind::text,
                    .help = "Afterwards run this shell command, and take all "
                            "back if it fails, hangs for 10 seconds, or the "
                            "process ends.",
                    .commands = bit(apply)},
           .apply = set_text<&ApplyOptions::probe>},
    Option{
        .text = {.long_name = "--for",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "Repeat the probe every second for so many seconds.",
                 .commands = bit(apply)},
        .apply = set_probe_for},
    Option{.text = {.long_name = "--state",
                    .value_name = "FOLDER",
                    .kind = ValueKind::file,
                    .help = "Where packages are noted whose probe has failed; "
                            "they are refused for the same image. Without it: "
                            "/var/lib/hpapply, or what XDG_STATE_HOME says.",
                    .commands = bit(apply)},
           .apply = set_text<&ApplyOptions::state>},
    Option{.text = {.long_name = "--force",
                    .help = "Apply the package although its probe has failed "
                            "before.",
                    .commands = bit(apply)},
           .apply = set_flag<&ApplyOptions::ignores_quarantine>},
    Option{.text = {.long_name = "--json",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "Write the result as JSON (schemas "
                            "hpapply.change/1, hpapply.status/1).",
                    .commands = speaking},
           .apply = set_text<&ApplyOptions::json>},
    Option{.text = {.long_name = "--quiet",
                    .short_name = "-q",
                    .help = "Print nothing but errors; the exit status tells.",
                    .commands = speaking},
           .apply = set_flag<&ApplyOptions::is_quiet>},
    Option{.text = {.long_name = "--color",
                    .value_name = "WHEN",
                    .kind = ValueKind::word,
                    .words = "auto always never",
                    .help = "Colour in text: auto is on a terminal unless "
                            "NO_COLOR is set or TERM is dumb.",
                    .commands = speaking},
           .apply = set_color},
};

constexpr std::array positional_package = {
    Positional{{"PKG", "a package"}, &ApplyOptions::package},
};
constexpr std::array positional_program = {
    Positional{{"PKG", "a package"}, &ApplyOptions::package},
    Positional{.text = {.name = "PROGRAM",
                        .help = "behind --: the program and its arguments",
                        .is_repeatable = true},
               .list = &ApplyOptions::program},
};
constexpr std::array positional_shell = {
    Positional{{"SHELL", "bash, zsh or fish", ValueKind::word, "bash zsh fish"},
               &ApplyOptions::shell},
};

// In the order of the enum.
constexpr std::array commands_of_program = {
    CommandEntry{"", "Put packages in force in a running process, and take "
                     "them back."},
    CommandEntry{"apply",
                 "Verify PKG and put it in force: every function of it, or "
                 "none.",
                 positional_package},
    CommandEntry{"rollback", "Take back what is in force."},
    CommandEntry{"status",
                 "Say what is in force, as the process's memory tells."},
    CommandEntry{"run",
                 "Start PROGRAM with PKG in force before its first "
                 "instruction, and end with its exit status.",
                 positional_program},
    CommandEntry{"completions", "Print completions for bash, zsh or fish.",
                 positional_shell},
    CommandEntry{"man", "Print the manual page."},
};

constexpr BasicProgram<ApplyOptions> program = {
    .name = "hpapply",
    .purpose = "put a fix in force in a running process",
    .commands = commands_of_program,
    .options = options_of_program,
};

} // namespace

const BasicProgram<ApplyOptions> &apply_program() { return program; }

Expected<void> check(const ApplyOptions &options) {
  if (options.command == ApplyCommand::none)
    return fail(ErrorCode::malformed, "a command is missing",
                "hpapply --help lists them");
  if (options.probe.empty() && options.probe_for != Duration())
    return fail(ErrorCode::malformed, "--for is given, but --probe is missing");
  return {};
}

} // namespace hotpatch
