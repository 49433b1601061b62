// Alters a valid payload in one place after the other: does validating notice?
//
//   mutate_payload PAYLOAD BASE POST EVERY [BASE.pdb POST.pdb]
//
// Mutants, of which each EVERY-th is tried: each byte of the functions with its
// lowest or highest bit flipped, unless a fixup writes there; each byte of the
// constants; each fixup with its target one further and its addend one less;
// each redirect left out.  Prints the mutants that pass, then counts.  Exit
// status 0 unless the payload itself is not valid.
#include "formats/isa/instruction.h"
#include "hpcompile/validate.h"
#include "tests/validate/read_named.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotpatch {
namespace {

class Mutating {
public:
  Mutating(Payload payload, const ReadImage &base, const ReadImage &post,
           int every)
      : payload_(std::move(payload)), base_(base), post_(post), every_(every) {}

  [[nodiscard]] bool is_valid(const Payload &payload) const {
    const Expected<Validation> found = validate(
        payload, {base_.image, base_.symbols}, {post_.image, post_.symbols});
    return found && found->is_valid();
  }

  void run() {
    find_no_ops();
    for (const PayloadSection &section : payload_.sections)
      if (section.kind == PayloadSectionKind::code ||
          section.kind == PayloadSectionKind::read_only)
        mutate_bytes(section);
    for (std::size_t i = 0; i < payload_.fixups.size(); ++i) {
      const std::string where =
          "fixup at " + std::to_string(payload_.fixups[i].site);
      attempt("fixup target", where,
              [&](Payload &mutant) { ++mutant.fixups[i].base_target; });
      attempt("fixup addend", where,
              [&](Payload &mutant) { --mutant.fixups[i].addend; });
    }
    for (std::size_t i = 0; i < payload_.redirects.size(); ++i)
      attempt("redirect", "", [&](Payload &mutant) {
        mutant.redirects.erase(mutant.redirects.begin() +
                               static_cast<std::ptrdiff_t>(i));
      });
  }

  void print() const {
    for (const auto &[kind, count] : tried_)
      std::printf("# %s: %d mutants, %d pass\n", kind.c_str(), count,
                  passed_.contains(kind) ? passed_.at(kind) : 0);
  }

private:
  void find_no_ops() {
    const PayloadSection &code = payload_.sections.at(0);
    Decoder decoder(Isa::x86_64);
    for (const PayloadFunction &function : payload_.functions)
      if (const std::optional<BytesView> bytes =
              slice(code.bytes, function.payload_rva - code.rva, function.size))
        for (const Instruction &instruction : decoder.decode(*bytes))
          for (Rva i = 0; instruction.is_no_op && i < instruction.length; ++i)
            no_ops_.insert(function.payload_rva + instruction.offset + i);
  }

  [[nodiscard]] bool is_written(Rva at) const {
    for (const Fixup &fixup : payload_.fixups) {
      const Rva size = fixup.kind == FixupKind::rel32 ? 4 : 8;
      if (at >= fixup.site && at < fixup.site + size)
        return true;
    }
    return false;
  }

  [[nodiscard]] bool is_in_function(Rva at) const {
    for (const PayloadFunction &function : payload_.functions)
      if (at >= function.payload_rva &&
          at < function.payload_rva + function.size)
        return true;
    return false;
  }

  void mutate_bytes(const PayloadSection &section) {
    const bool is_code = section.kind == PayloadSectionKind::code;
    const auto number =
        static_cast<std::size_t>(&section - payload_.sections.data());
    for (std::size_t i = 0; i < section.bytes.size(); ++i) {
      const Rva at = section.rva + static_cast<Rva>(i);
      if (is_written(at) || (is_code && !is_in_function(at)))
        continue;
      const std::byte bit = i % 2 == 0 ? std::byte{1} : std::byte{0x80};
      const bool is_idle = is_code && no_ops_.contains(at);
      attempt(is_idle   ? "byte of a no-op"
              : is_code ? "code byte"
                        : "constant byte",
              "payload+" + std::to_string(at), [&](Payload &mutant) {
                mutant.sections[number].bytes[i] ^= bit;
              });
    }
  }

  void attempt(const std::string &kind, const std::string &where,
               const std::function<void(Payload &)> &alter) {
    if (next_++ % every_ != 0)
      return;
    Payload mutant = payload_;
    alter(mutant);
    ++tried_[kind];
    if (!is_valid(mutant))
      return;
    ++passed_[kind];
    std::printf("passes: %s %s\n", kind.c_str(), where.c_str());
  }

  const Payload payload_;
  const ReadImage &base_;
  const ReadImage &post_;
  int every_ = 1, next_ = 0;
  std::set<Rva> no_ops_; // bytes of no-ops
  std::map<std::string, int> tried_, passed_;
};

Expected<int> run(const std::vector<std::string> &arguments) {
  const bool has_pdb = arguments.size() == 6;
  const MappedFile file = HP_TRY(MappedFile::open(arguments[0]));
  Payload payload = HP_TRY(read_payload(file.bytes()));
  const ReadImage base =
      HP_TRY(read_named(arguments[1], has_pdb ? arguments[4] : ""));
  const ReadImage post =
      HP_TRY(read_named(arguments[2], has_pdb ? arguments[5] : ""));
  Mutating mutating(payload, base, post,
                    std::max(1, std::atoi(arguments[3].c_str())));
  if (!mutating.is_valid(payload))
    return fail(ErrorCode::mismatch, "the payload itself is not valid");
  mutating.run();
  mutating.print();
  return 0;
}

} // namespace
} // namespace hotpatch

int main(int count, char **arguments) {
  const bool is_good = count == 5 || count == 7;
  const hotpatch::Expected<int> status =
      is_good ? hotpatch::run({arguments + 1, arguments + count})
              : hotpatch::fail(hotpatch::ErrorCode::malformed,
                               "expected PAYLOAD BASE POST EVERY [BASE.pdb "
                               "POST.pdb]");
  if (!status)
    std::fprintf(stderr, "mutate_payload: error: %s\n",
                 status.error().message.c_str());
  return status.value_or(2);
}
