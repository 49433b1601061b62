// What hppack can be asked for.  See cli/options.h for what is made of the
// table.
//
// A passphrase is never among the values: who can list processes can read a
// command line.
#include "hppack/options.h"

#include "hppack/report_options.h"
#include "hppack/times.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hotpatch {
namespace {

using enum PackCommand;
constexpr CommandBits readers = join({verify, show, extract});
constexpr CommandBits speaking =
    join({keygen, build, sign, attach, verify, show, extract, report});

template <auto field>
Expected<PackOptions> set_time(PackOptions options, std::string_view value) {
  options.*field = HP_TRY(parse_time(value));
  return options;
}

Expected<PackOptions> set_expires(PackOptions options, std::string_view value) {
  options.expires = HP_TRY(parse_time(value));
  if (options.expires == 0)
    return fail(ErrorCode::malformed,
                "found '" + std::string(value) + "', expected a later time");
  return options;
}

Expected<PackOptions> set_created(PackOptions options, std::string_view value) {
  options.is_created_now = value == "now";
  if (options.is_created_now)
    return options;
  return set_time<&PackOptions::created>(std::move(options), value);
}

Expected<PackOptions> set_passphrase_fd(PackOptions options,
                                        std::string_view value) {
  options.passphrase.fd = static_cast<int>(
      HP_TRY(parse_number(value, std::numeric_limits<int>::max())));
  return options;
}

Expected<PackOptions> set_passphrase_file(PackOptions options,
                                          std::string_view value) {
  options.passphrase.file = value;
  return options;
}

Expected<PackOptions> set_color(PackOptions options, std::string_view value) {
  options.color = HP_TRY(parse_color(value));
  return options;
}

using Option = BasicOption<PackOptions>;
using Positional = BasicPositional<PackOptions>;
using CommandEntry = BasicCommand<PackOptions>;

constexpr std::array options_of_packages = {
    Option{.text = {.long_name = "--output",
                    .short_name = "-o",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "Write here: the private key (the public one goes "
                            "to FILE.pub), the package, the bytes to sign, or, "
                            "by extract, into this directory.",
                    .commands = join({keygen, build, digest, extract}),
                    .required_by = join({keygen, build, extract})},
           .apply = set_text<&PackOptions::output>},
    Option{.text = {.long_name = "--key",
                    .value_name = "KEY",
                    .kind = ValueKind::file,
                    .help = "The private key that signs: PKCS #8 in PEM, "
                            "Ed25519, ECDSA on P-256 or RSA. Without it, "
                            "build makes a package that nobody has signed yet.",
                    .commands = join({build, sign}),
                    .required_by = join({sign})},
           .apply = set_text<&PackOptions::key>},
    Option{.text = {.long_name = "--product",
                    .value_name = "NAME",
                    .kind = ValueKind::text,
                    .help = "The product that the package is for; for a "
                            "reader, the only one that is accepted.",
                    .commands = join({build, verify, show, extract}),
                    .required_by = join({build})},
           .apply = set_text<&PackOptions::product>},
    Option{.text = {.long_name = "--channel",
                    .value_name = "NAME",
                    .kind = ValueKind::text,
                    .help = "The channel of the product, such as beta; "
                            "likewise.",
                    .commands = join({build, verify, show, extract})},
           .apply = set_text<&PackOptions::channel>},
    Option{.text = {.long_name = "--sequence",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Sequence number of the package and of all its "
                            "payloads.",
                    .commands = join({build}),
                    .required_by = join({build})},
           .apply = set_number<&PackOptions::sequence, 1>},
    Option{.text = {.long_name = "--supersedes",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "The package replaces all up to this sequence "
                            "number.",
                    .commands = join({build})},
           .apply = set_number<&PackOptions::supersedes, 1>},
    Option{.text = {.long_name = "--image",
                    .value_name = "BASE",
                    .kind = ValueKind::file,
                    .help = "A base image. build compresses the payload that "
                            "is for it against it; a reader compares the "
                            "identity and unpacks. Found by identity, whatever "
                            "its name.",
                    .commands = join({build, verify, show, extract, report}),
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&PackOptions::images>},
    Option{.text = {.long_name = "--cve",
                    .value_name = "ID",
                    .kind = ValueKind::text,
                    .help = "A vulnerability that the package fixes.",
                    .commands = join({build}),
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&PackOptions::cves>},
    Option{.text = {.long_name = "--created",
                    .value_name = "TIME",
                    .kind = ValueKind::text,
                    .help = "Date of the package; now is SOURCE_DATE_EPOCH, or "
                            "the clock if that is not set. Without this option "
                            "there is no date in it.",
                    .commands = join({build})},
           .apply = set_created},
    Option{.text = {.long_name = "--expires",
                    .value_name = "TIME",
                    .kind = ValueKind::text,
                    .help = "The package is refused from then on.",
                    .commands = join({build})},
           .apply = set_expires},
    Option{.text = {.long_name = "--notes",
                    .value_name = "TEXT",
                    .kind = ValueKind::text,
                    .help = "What people should know about the package.",
                    .commands = join({build})},
           .apply = set_text<&PackOptions::notes>},
    Option{.text = {.long_name = "--notes-file",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "The same, from a file.",
                    .commands = join({build})},
           .apply = set_text<&PackOptions::notes_file>},
    Option{.text = {.long_name = "--min-applier",
                    .value_name = "VERSION",
                    .kind = ValueKind::text,
                    .help = "The oldest hpapply that may apply the package, "
                            "as 1.2.0.",
                    .commands = join({build})},
           .apply = set_text<&PackOptions::min_applier>},
    Option{.text = {.long_name = "--signature",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "The signature to add, as the key's holder made "
                            "it: ECDSA in DER.",
                    .commands = join({attach}),
                    .required_by = join({attach})},
           .apply = set_text<&PackOptions::signature>},
    Option{.text = {.long_name = "--public-key",
                    .value_name = "PUB",
                    .kind = ValueKind::file,
                    .help = "The public key that the signature is by.",
                    .commands = join({attach}),
                    .required_by = join({attach})},
           .apply = set_text<&PackOptions::public_key>},
    Option{.text = {.long_name = "--trust",
                    .value_name = "PUB",
                    .kind = ValueKind::file,
                    .help = "A public key that is trusted, or a directory of "
                            "such keys with revocations.",
                    .commands = readers,
                    .required_by = join({verify, extract}),
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&PackOptions::trust>},
    Option{.text = {.long_name = "--threshold",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "So many different trusted keys must have signed "
                            "(1).",
                    .commands = readers},
           .apply = set_number<&PackOptions::threshold, 0>},
    Option{.text = {.long_name = "--last-sequence",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Sequence number of the package that was accepted "
                            "last: an older one is refused.",
                    .commands = readers},
           .apply = set_number<&PackOptions::last_sequence, 1>},
    Option{.text = {.long_name = "--at",
                    .value_name = "TIME",
                    .kind = ValueKind::text,
                    .help = "The time to judge by whether the package has "
                            "expired; without it, the clock's.",
                    .commands = readers},
           .apply = set_time<&PackOptions::at>},
    Option{.text = {.long_name = "--encrypt",
                    .help = "Encrypt the private key with a passphrase, and "
                            "ask for it at the terminal if it comes from "
                            "nowhere else.",
                    .commands = join({keygen})},
           .apply = set_flag<&PackOptions::has_passphrase>},
    Option{.text = {.long_name = "--passphrase-fd",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Read the private key's passphrase from this file "
                            "descriptor, up to the end of its line.",
                    .commands = join({keygen, build, sign})},
           .apply = set_passphrase_fd},
    Option{.text = {.long_name = "--passphrase-file",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "Read it from the first line of this file.",
                    .commands = join({keygen, build, sign})},
           .apply = set_passphrase_file},
    Option{.text = {.long_name = "--json",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "Write the result as JSON (schemas hppack.build/1, "
                            "hppack.verify/1, hppack.show/1, "
                            "hppack.report/1).",
                    .commands = join({build, verify, show, report})},
           .apply = set_text<&PackOptions::json>},
    Option{.text = {.long_name = "--quiet",
                    .short_name = "-q",
                    .help = "Print nothing but errors; the exit status tells.",
                    .commands = speaking},
           .apply = set_flag<&PackOptions::is_quiet>},
    Option{.text = {.long_name = "--color",
                    .value_name = "WHEN",
                    .kind = ValueKind::word,
                    .words = "auto always never",
                    .help = "Colour in text: auto is on a terminal unless "
                            "NO_COLOR is set or TERM is dumb.",
                    .commands = join({verify, show, report})},
           .apply = set_color},
};

constexpr auto options_of_program = [] {
  std::array<Option, options_of_packages.size() + report_options.size()> all;
  std::ranges::copy(report_options,
                    std::ranges::copy(options_of_packages, all.begin()).out);
  return all;
}();

constexpr std::array positional_payloads = {
    Positional{.text = {.name = "PAYLOAD",
                        .help = "payloads that hpcompile wrote",
                        .is_repeatable = true},
               .list = &PackOptions::payloads},
};
constexpr std::array positional_package = {
    Positional{{"PKG", "a package"}, &PackOptions::package},
};
constexpr std::array positional_shell = {
    Positional{{"SHELL", "bash, zsh or fish", ValueKind::word, "bash zsh fish"},
               &PackOptions::shell},
};

// In the order of the enum.
constexpr std::array commands_of_program = {
    CommandEntry{"", "Make, sign, verify and open packages: one small signed "
                     "file with the payloads that fix a product. Times are "
                     "2026-11-30, 2026-11-30T12:00:00Z (UTC) or seconds since "
                     "1970."},
    CommandEntry{"keygen", "Make an Ed25519 key. Files are never replaced. A "
                           "passphrase, if one is given, encrypts the private "
                           "key."},
    CommandEntry{"build",
                 "Make a package of payloads, and sign it if there is "
                 "a key. The same input gives the same bytes.",
                 positional_payloads},
    CommandEntry{"sign", "Add a signature to PKG.", positional_package},
    CommandEntry{"digest",
                 "Print the bytes of PKG that a signature is over, "
                 "for a key that is elsewhere.",
                 positional_package},
    CommandEntry{"attach", "Add a signature that was made elsewhere to PKG.",
                 positional_package},
    CommandEntry{"verify",
                 "Check who stands for PKG, and that it is what they "
                 "signed.",
                 positional_package},
    CommandEntry{"show",
                 "Print what PKG says of itself. Without --trust "
                 "nobody stands for it.",
                 positional_package},
    CommandEntry{"extract", "Verify PKG, then write its payloads.",
                 positional_package},
    CommandEntry{"report",
                 "Say what PKG saves against the full update, of what it "
                 "consists, and whether that is within budget.",
                 positional_package},
    CommandEntry{"completions", "Print completions for bash, zsh or fish.",
                 positional_shell},
    CommandEntry{"man", "Print the manual page."},
};

constexpr BasicProgram<PackOptions> program = {
    .name = "hppack",
    .purpose = "one small signed file that fixes a product",
    .commands = commands_of_program,
    .options = options_of_program,
};

} // namespace

Expected<PackOptions> set_markdown_limit(PackOptions options,
                                         std::string_view value) {
  options.markdown_limit = HP_TRY(parse_u32(value, 0));
  return options;
}

Expected<PackOptions> set_bandwidth(PackOptions options,
                                    std::string_view value) {
  options.bandwidth =
      HP_TRY(parse_number(value, std::numeric_limits<std::int64_t>::max()));
  if (options.bandwidth == 0)
    return fail(ErrorCode::malformed, "found '0', expected at least 1");
  return options;
}

const BasicProgram<PackOptions> &pack_program() { return program; }

Expected<void> check(const PackOptions &options) {
  if (options.command == PackCommand::none)
    return fail(ErrorCode::malformed, "a command is missing",
                "hppack --help lists them");
  HP_TRY(check_outputs(std::array{
      options.output, options.json, options.markdown, options.html, options.csv,
      options.junit, options.cyclonedx, options.openvex, options.csaf}));
  if ((options.endpoints > 0) != (options.bandwidth > 0))
    return fail(ErrorCode::malformed,
                "--endpoints and --bandwidth are needed together");
  if (options.html.empty() &&
      (!options.diff.empty() || !options.history.empty()))
    return fail(ErrorCode::malformed,
                "--diff and --history are for the page, but --html is missing");
  if (options.command == PackCommand::keygen && options.output == "-")
    return fail(ErrorCode::malformed,
                "a private key is not written to standard output");
  if (options.command == PackCommand::extract && options.output == "-")
    return fail(
        ErrorCode::malformed,
        "payloads are written into a directory, not to standard output");
  if (options.passphrase.fd >= 0 && !options.passphrase.file.empty())
    return fail(ErrorCode::malformed,
                "--passphrase-fd and --passphrase-file are both given");
  if (!options.notes.empty() && !options.notes_file.empty())
    return fail(ErrorCode::malformed,
                "--notes and --notes-file are both given");
  const bool is_checked = !options.images.empty() || options.product ||
                          options.channel || options.threshold != 1 ||
                          options.last_sequence != 0 || options.at;
  if (options.command == PackCommand::show && options.trust.empty() &&
      is_checked)
    return fail(ErrorCode::malformed,
                "something is to be checked, but --trust is missing",
                "only what somebody stands for is worth checking");
  return {};
}

} // namespace hotpatch
