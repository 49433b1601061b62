// The commands' tables of contents.
//
// An Error with code `untrusted` is an answer, "this must not be used", and
// becomes exit status 1 in run(); all others are trouble.  Files that are
// written come before text for a person, and the package last of all files, so
// that where it is new everything else is there too.
#include "hppack/run.h"

#include "cli/completions.h"
#include "cli/man_page.h"
#include "formats/package/trust.h"
#include "hppack/build.h"
#include "hppack/check.h"
#include "hppack/contents.h"
#include "hppack/extract.h"
#include "hppack/inputs.h"
#include "hppack/keys.h"
#include "hppack/manual.h"
#include "hppack/package_json.h"
#include "hppack/package_text.h"
#include "hppack/run_report.h"
#include "hppack/sign.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace hotpatch {
namespace {

using Bytes = std::vector<std::byte>;

// Text for a person, unless he wants none or a machine has standard output.
bool has_text(const PackOptions &options) {
  return !options.is_quiet && options.json != "-" && options.output != "-";
}

Expected<void> say(const PackOptions &options, const Surroundings &surroundings,
                   std::string text) {
  if (!has_text(options))
    return {};
  return surroundings.write(text_output("-", std::move(text)));
}

Expected<void> write_json(const PackOptions &options,
                          const Surroundings &surroundings, std::string text) {
  if (options.json.empty())
    return {};
  return surroundings.write(text_output(options.json, std::move(text)));
}

Output bytes_output(const std::string &path, const Bytes &bytes) {
  return {path, [&bytes](const Sink &sink) { sink(as_text(bytes)); }};
}

std::unexpected<Error> to_failure(const PackageFailure &failure,
                                  const std::string &path) {
  return std::unexpected(to_error(failure).at(path));
}

std::string folder_of(const std::string &path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

// No output may be a file that is read, under whatever name, or lie among the
// trusted keys.
Expected<void> check_places(const PackOptions &options) {
  std::vector<std::string> inputs = {
      options.package,   options.notes_file, options.key,
      options.signature, options.public_key, options.passphrase.file};
  for (const auto &more :
       {options.payloads,
        options.images,
        options.trust,
        options.fulls,
        {options.baseline, options.budget, options.history, options.diff}})
    inputs.insert(inputs.end(), more.begin(), more.end());
  for (const std::string &output :
       {options.output, options.json, options.markdown, options.html,
        options.csv, options.junit, options.cyclonedx, options.openvex,
        options.csaf}) {
    if (output.empty() || output == "-")
      continue;
    for (const std::string &input : inputs)
      if (is_same_file(output, input))
        return fail(ErrorCode::malformed,
                    output + ": would be written over the input " + input);
    for (const std::string &trust : options.trust)
      if (is_same_file(folder_of(output), trust) ||
          is_same_file(folder_of(output), trust + "/revoked"))
        return fail(ErrorCode::malformed,
                    output + ": would be among the trusted keys in " + trust);
  }
  return {};
}

std::uint64_t clock_seconds() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(since_1970).count());
}

Expected<PackExit> run_keygen(const PackOptions &options,
                              const Surroundings &surroundings) {
  std::optional<Secret> passphrase;
  if (options.has_passphrase)
    passphrase = HP_TRY(new_passphrase(options.passphrase, options.output));
  else
    passphrase = HP_TRY(prepared_passphrase(options.passphrase));
  const PublicKey key = HP_TRY(
      make_key_files(options.output, passphrase ? passphrase->text() : ""));
  HP_TRY(say(options, surroundings,
             "key " + short_id(key.id()) + (passphrase ? ", encrypted" : "") +
                 "\nwritten: " + printable(options.output) + " (private), " +
                 printable(public_path(options.output)) + "\n"));
  return PackExit::done;
}

// The date that "now" is, if reproducible builds say it in the environment.
// Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
Expected<std::optional<std::uint64_t>> epoch() {
  const char *const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr)
    return std::nullopt;
  return HP_TRY(
      at_path(parse_number(epoch, std::numeric_limits<std::int64_t>::max()),
              "SOURCE_DATE_EPOCH"));
}

Expected<std::uint64_t> build_time() {
  return HP_TRY(epoch()).value_or(clock_seconds());
}

Expected<ReportTimes> report_times() {
  ReportTimes times;
  times.epoch = HP_TRY(epoch());
  times.now = times.epoch.value_or(clock_seconds());
  return times;
}

Expected<Manifest> manifest_of(const PackOptions &options) {
  Manifest manifest{.product = options.product.value_or(""),
                    .channel = options.channel.value_or(""),
                    .sequence = options.sequence,
                    .supersedes = options.supersedes,
                    .cves = options.cves,
                    .created = options.created,
                    .expires = options.expires,
                    .notes = options.notes,
                    .min_applier = options.min_applier};
  std::ranges::sort(manifest.cves);
  const auto repeated = std::ranges::unique(manifest.cves);
  manifest.cves.erase(repeated.begin(), repeated.end());
  if (options.is_created_now)
    manifest.created = HP_TRY(build_time());
  if (options.notes_file.empty())
    return manifest;
  const NamedFile notes = HP_TRY(open_named(options.notes_file));
  if (notes.file.bytes().size() > max_manifest)
    return fail(ErrorCode::unsupported,
                options.notes_file + ": more than 1 MiB of notes");
  manifest.notes = as_text(notes.file.bytes());
  return manifest;
}

Expected<PackExit> run_build(const PackOptions &options,
                             const Surroundings &surroundings) {
  // Apart, since g++ 12 forgets what is built of a value when it returns from
  // the middle of its braces.
  BuildInputs inputs;
  inputs.bases = HP_TRY(read_bases(options.images));
  inputs.manifest = HP_TRY(manifest_of(options));
  std::vector<NamedFile> files;
  for (const std::string &path : options.payloads)
    files.push_back(HP_TRY(open_named(path)));
  for (const NamedFile &input : files)
    inputs.payloads.push_back({input.path, input.file.bytes()});
  std::optional<PrivateKey> key;
  if (!options.key.empty())
    key = HP_TRY(read_key_file(options.key, options.passphrase));
  inputs.key = key ? &*key : nullptr;

  const BuiltPackage built = HP_TRY(build_package(inputs));
  HP_TRY(write_json(options, surroundings,
                    render_build_json(built, options.output)));
  HP_TRY(surroundings.write(bytes_output(options.output, built.bytes)));
  HP_TRY(
      say(options, surroundings,
          render_build_text(built, options.output,
                            style_for(options.color, surroundings.terminal))));
  return PackExit::done;
}

// Replaces the package by what `change` makes of it, and says by whom it is now
// signed too.
Expected<PackExit>
add_signature(const PackOptions &options, const Surroundings &surroundings,
              const PublicKey &key,
              const std::function<Expected<Bytes>(BytesView)> &change) {
  HP_TRY(at_path(update_file(options.package, change), options.package));
  HP_TRY(say(options, surroundings,
             "signed by " + short_id(key.id()) +
                 "\nwritten: " + printable(options.package) + "\n"));
  return PackExit::done;
}

Expected<PackExit> run_sign(const PackOptions &options,
                            const Surroundings &surroundings) {
  const PrivateKey key = HP_TRY(read_key_file(options.key, options.passphrase));
  return add_signature(
      options, surroundings, key.public_key(),
      [&](BytesView package) { return sign_package(package, key); });
}

Expected<PackExit> run_digest(const PackOptions &options,
                              const Surroundings &surroundings) {
  const NamedFile package = HP_TRY(open_named(options.package));
  const Bytes bytes =
      HP_TRY(at_path(bytes_to_sign(package.file.bytes()), options.package));
  HP_TRY(surroundings.write(
      bytes_output(options.output.empty() ? "-" : options.output, bytes)));
  return PackExit::done;
}

Expected<PackExit> run_attach(const PackOptions &options,
                              const Surroundings &surroundings) {
  const PublicKey key = HP_TRY(read_public_key_file(options.public_key));
  const NamedFile signature = HP_TRY(open_named(options.signature));
  return add_signature(options, surroundings, key, [&](BytesView package) {
    return with_signature(package, key, signature.file.bytes());
  });
}

VerifyPolicy policy_of(const PackOptions &options) {
  return {.product = options.product,
          .channel = options.channel,
          .last_sequence = options.last_sequence,
          .now = options.at.value_or(clock_seconds())};
}

// Verifies the package with the trust, policy and images of the options.
Expected<PackageResult<CheckedPackage>> check_with(const PackOptions &options,
                                                   BytesView package) {
  TrustStore trust = HP_TRY(read_trust(options.trust));
  trust.threshold = options.threshold;
  const std::vector<BaseInput> bases = HP_TRY(read_bases(options.images));
  return check_package(package, trust, policy_of(options), bases);
}

Expected<PackExit> run_verify(const PackOptions &options,
                              const Surroundings &surroundings) {
  const NamedFile package = HP_TRY(open_named(options.package));
  const PackageResult<CheckedPackage> checked =
      HP_TRY(check_with(options, package.file.bytes()));
  HP_TRY(write_json(options, surroundings,
                    render_verify_json(checked, options.package)));
  if (!checked)
    return to_failure(checked.error(), options.package);
  HP_TRY(say(options, surroundings,
             render_verify_text(
                 *checked, style_for(options.color, surroundings.terminal))));
  return PackExit::done;
}

Expected<PackExit> run_show(const PackOptions &options,
                            const Surroundings &surroundings) {
  const NamedFile package = HP_TRY(open_named(options.package));
  std::optional<CheckedPackage> checked;
  if (!options.trust.empty()) {
    PackageResult<CheckedPackage> result =
        HP_TRY(check_with(options, package.file.bytes()));
    if (!result)
      return to_failure(result.error(), options.package);
    checked = *std::move(result);
  }
  const CheckedPackage *verified = checked ? &*checked : nullptr;
  // Of a file that somebody writes to, what is shown is what was verified.
  PackageResult<PackageContents> contents = read_contents(package.file.bytes());
  if (!contents)
    return to_failure(contents.error(), options.package);
  if (verified && verified->package.id() != contents->id)
    return fail(ErrorCode::io,
                options.package + ": changed while it was being read");
  if (verified)
    contents->manifest = verified->package.manifest();
  HP_TRY(write_json(options, surroundings,
                    render_show_json(*contents, verified, options.package)));
  HP_TRY(
      say(options, surroundings,
          render_show_text(*contents, verified,
                           style_for(options.color, surroundings.terminal))));
  return PackExit::done;
}

Expected<PackExit> run_extract(const PackOptions &options,
                               const Surroundings &surroundings) {
  const NamedFile package = HP_TRY(open_named(options.package));
  const PackageResult<CheckedPackage> checked =
      HP_TRY(check_with(options, package.file.bytes()));
  if (!checked)
    return to_failure(checked.error(), options.package);
  const std::vector<ExtractedFile> files =
      HP_TRY(at_path(extract_payloads(*checked), options.package));
  HP_TRY(at_path(create_directory(options.output), options.output));
  std::string text;
  for (const ExtractedFile &file : files) {
    const std::string path = options.output + "/" + file.name;
    HP_TRY(surroundings.write(bytes_output(path, file.bytes)));
    text += "written: " + printable(path) + "\n";
  }
  HP_TRY(say(options, surroundings, std::move(text)));
  return PackExit::done;
}

Expected<PackExit> run_command(const PackOptions &options,
                               const Surroundings &surroundings) {
  HP_TRY(check(options));
  HP_TRY(check_places(options));
  switch (options.command) {
  case PackCommand::none:
    break; // check() has found it
  case PackCommand::keygen:
    return run_keygen(options, surroundings);
  case PackCommand::build:
    return run_build(options, surroundings);
  case PackCommand::sign:
    return run_sign(options, surroundings);
  case PackCommand::digest:
    return run_digest(options, surroundings);
  case PackCommand::attach:
    return run_attach(options, surroundings);
  case PackCommand::verify:
    return run_verify(options, surroundings);
  case PackCommand::show:
    return run_show(options, surroundings);
  case PackCommand::extract:
    return run_extract(options, surroundings);
  case PackCommand::report:
    return run_report(options, surroundings, HP_TRY(report_times()));
  case PackCommand::completions:
    HP_TRY(surroundings.write(text_output(
        "-",
        HP_TRY(render_completions(text_of(pack_program()), options.shell)))));
    return PackExit::done;
  case PackCommand::man:
    HP_TRY(surroundings.write(text_output(
        "-", render_man_page(text_of(pack_program()), pack_manual_closing()))));
    return PackExit::done;
  }
  return PackExit::trouble;
}

} // namespace

Expected<PackExit> run(const PackOptions &options,
                       const Surroundings &surroundings) {
  Expected<PackExit> status = run_command(options, surroundings);
  if (status || status.error().code != ErrorCode::untrusted)
    return status;
  surroundings.complain(status.error());
  return PackExit::refused;
}

} // namespace hotpatch
