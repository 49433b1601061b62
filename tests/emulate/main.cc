// Calls functions of two processes with the same random arguments.
//
//   emulate BASE POST [--payload P] [--base-pdb F --post-pdb F]
//           [--import SIGNATURE ...] [--variable NAME ...] [--runs N]
//           SIGNATURE ...
//
// The first process is BASE with the payload in force, the second one POST.
// Each run resets both and calls three functions of the list, chosen at random,
// so that what a call leaves in variables is seen by the next.  Prints for each
// function in how many calls a caller could see a difference, then the first
// such call.  Exit status 0: none differs, 1: some do, 2: trouble.
#include "formats/core/file.h"
#include "formats/debug/pdb.h"
#include "formats/image/image.h"
#include "tests/emulate/arguments.h"
#include "tests/emulate/emulator.h"

#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace hotpatch {
namespace {

struct Options {
  std::vector<std::string> images;
  std::string payload, base_pdb, post_pdb;
  std::vector<std::string> variables;
  std::vector<Signature> imports, functions;
  int runs = 200;
};

Expected<Options> parse(const std::vector<std::string> &arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string &word = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    if (word == "--payload" && has_value)
      options.payload = arguments[++i];
    else if (word == "--base-pdb" && has_value)
      options.base_pdb = arguments[++i];
    else if (word == "--post-pdb" && has_value)
      options.post_pdb = arguments[++i];
    else if (word == "--runs" && has_value)
      options.runs = std::atoi(arguments[++i].c_str());
    else if (word == "--import" && has_value)
      options.imports.push_back(HP_TRY(parse_signature(arguments[++i])));
    else if (word == "--variable" && has_value)
      options.variables.push_back(arguments[++i]);
    else if (options.images.size() < 2)
      options.images.push_back(word);
    else
      options.functions.push_back(HP_TRY(parse_signature(word)));
  }
  if (options.images.size() < 2 || options.functions.empty())
    return fail(ErrorCode::malformed, "expected BASE POST SIGNATURE ...");
  return options;
}

Expected<Emulator> make_emulator(const std::string &path,
                                 const std::string &pdb,
                                 const std::string &payload_path,
                                 const Options &options) {
  const MappedFile file = HP_TRY(MappedFile::open(path));
  const Image image = HP_TRY(read_image(file.bytes()));
  ImageSymbols symbols = image.symbols;
  if (!pdb.empty()) {
    std::vector<Rva> sections;
    for (const ImageSection &section : image.sections)
      sections.push_back(section.rva);
    const MappedFile pdb_file = HP_TRY(MappedFile::open(pdb));
    symbols = HP_TRY(read_pdb(pdb_file.bytes(), sections)).symbols;
  }
  std::optional<Payload> payload;
  if (!payload_path.empty()) {
    const MappedFile payload_file = HP_TRY(MappedFile::open(payload_path));
    payload = HP_TRY(read_payload(payload_file.bytes()));
  }
  return Emulator(HP_TRY(load(image, symbols, payload ? &*payload : nullptr)),
                  options.imports, options.variables);
}

Expected<int> run(const Options &options) {
  Emulator base = HP_TRY(make_emulator(options.images[0], options.base_pdb,
                                       options.payload, options));
  Emulator post =
      HP_TRY(make_emulator(options.images[1], options.post_pdb, {}, options));
  std::map<std::string, int> differing;
  std::string first;
  for (const Signature &signature : options.functions) {
    differing[signature.name] = 0;
    if (!base.has(signature.name) || !post.has(signature.name))
      return fail(ErrorCode::malformed,
                  "no function " + signature.name + " in both images");
  }
  std::mt19937_64 random(20241101);
  for (int i = 0; i < options.runs; ++i) {
    base.reset();
    post.reset();
    for (int step = 0; step < 3; ++step) {
      const Signature &signature =
          options.functions[random() % options.functions.size()];
      const std::vector<Argument> arguments =
          random_arguments(signature, random);
      const Outcome found = base.call(signature, arguments);
      const Outcome expected = post.call(signature, arguments);
      if (found == expected)
        continue;
      ++differing[signature.name];
      if (first.empty())
        first = signature.name + ": " + to_string(found) +
                "\n  expected: " + to_string(expected) + "\n";
      break; // what follows may differ only because of this
    }
  }
  int status = 0;
  for (const auto &[name, count] : differing) {
    std::printf("%s %d\n", name.c_str(), count);
    status = count != 0 ? 1 : status;
  }
  std::fputs(first.c_str(), stdout);
  return status;
}

} // namespace
} // namespace hotpatch

int main(int count, char **arguments) {
  const hotpatch::Expected<hotpatch::Options> options =
      hotpatch::parse({arguments + 1, arguments + count});
  const hotpatch::Expected<int> status =
      options ? hotpatch::run(*options)
              : hotpatch::Expected<int>(std::unexpected(options.error()));
  if (!status)
    std::fprintf(stderr, "emulate: %s\n", status.error().message.c_str());
  return status.value_or(2);
}
