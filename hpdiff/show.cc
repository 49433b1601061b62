// See show.h.
//
// The report is made as ever, so that class, pairing and order are those of
// `hpdiff PRE POST`; only objects that hold the name's letters take part, which
// in a large tree is a few.  A name that is not found so (a demangled operator,
// code without a symbol) is looked for in all of them.  The functions found are
// then compared once more, this time for their text.
#include "hpdiff/show.h"

#include "formats/isa/disassemble.h"
#include "hpdiff/explain.h"
#include "hpdiff/listing.h"
#include "hpdiff/match.h"
#include "hpdiff/object_finder.h"
#include "hpdiff/read_side.h"
#include "hpdiff/similar_names.h"
#include "hpdiff/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

// The part of a name that is in the symbol table whether the name is mangled or
// not: the identifier behind the last colon.
std::string identifier_of(const std::string &function) {
  constexpr std::string_view others = "(<+ ";
  const std::string last = function.substr(function.rfind(':') + 1);
  return last.substr(0, last.find_first_of(others));
}

std::vector<FunctionDiff> find_functions(DiffReport &report,
                                         const std::string &function) {
  std::vector<FunctionDiff> found;
  for (FunctionDiff &diff : report.functions)
    if (is_named(diff, function))
      found.push_back(std::move(diff));
  return found;
}

// A function in its object.
struct Located {
  Side side;
  BytesView bytes;
  std::uint32_t function = no_index;
};

std::uint32_t find_in(const Side &side, const FunctionSide &wanted) {
  const std::vector<Function> &functions = side.contents().functions;
  for (std::uint32_t f = 0; f < functions.size(); ++f) {
    const Extent &entry = functions[f].extents.front();
    if (entry.begin == wanted.offset &&
        side.object().sections[entry.section].name == wanted.section &&
        name_of(side.object(), functions[f]) == wanted.name &&
        fingerprint(side.bytes(f)) == wanted.digest)
      return f;
  }
  return no_index;
}

Expected<Located> locate(const FunctionSide &wanted, ObjectFinder &finder,
                         Decoders &decoders) {
  for (BytesView bytes : finder.find(wanted.object)) {
    Side side = HP_TRY(read_side(bytes, decoders));
    if (std::uint32_t function = find_in(side, wanted); function != no_index)
      return Located{std::move(side), bytes, function};
  }
  return fail(ErrorCode::io,
              wanted.object + ": changed while it was being compared");
}

// One text for each word of a machine other than x86.  Its instructions may be
// shorter or longer than a word: those that begin in it.
std::vector<std::string> disassemble_words(const Side &side,
                                           std::uint32_t function) {
  const Expected<std::vector<DisassembledLine>> lines =
      disassemble(side.bytes(function), side.object().machine);
  if (!lines)
    return {};
  std::vector<std::string> texts;
  auto line = lines->begin();
  for (const Instruction &word : side.instructions(function)) {
    std::string text;
    for (; line != lines->end() && line->offset < word.end(); ++line)
      text += (text.empty() ? "" : "; ") + line->text;
    texts.push_back(std::move(text));
  }
  return texts;
}

ListingSide to_listing_side(const Located &located) {
  const std::uint32_t functions[] = {located.function};
  ListingSide listed{.side = located.side, .function = located.function};
  listed.lines = std::move(
      read_function_lines(located.side, located.bytes, functions).front());
  if (!located.side.is_x86())
    listed.texts = disassemble_words(located.side, located.function);
  return listed;
}

std::uint32_t count_instructions(const Located &located) {
  return static_cast<std::uint32_t>(
      located.side.instructions(located.function).size());
}

class Shower {
public:
  explicit Shower(const std::vector<FilePair> &files)
      : pre_finder_(files, ObjectFinder::Of::pre),
        post_finder_(files, ObjectFinder::Of::post) {}

  Expected<ShownFunction> show(FunctionDiff summary) {
    std::optional<Located> pre, post;
    if (std::optional<FunctionSide> &side = summary.pre) {
      pre = HP_TRY(locate(*side, pre_finder_, decoders_));
      side->instruction_count = count_instructions(*pre);
    }
    if (std::optional<FunctionSide> &side = summary.post) {
      post = HP_TRY(locate(*side, post_finder_, decoders_));
      side->instruction_count = count_instructions(*post);
    }
    FunctionListing listing;
    if (pre && post)
      listing = list_both(*pre, *post, summary);
    else if (pre)
      listing = list_lone(to_listing_side(*pre), ShownRow::Kind::deleted);
    else if (post)
      listing = list_lone(to_listing_side(*post), ShownRow::Kind::inserted);
    return ShownFunction{std::move(summary), std::move(listing.renames),
                         std::move(listing.rows)};
  }

private:
  static FunctionListing list_both(const Located &pre, const Located &post,
                                   const FunctionDiff &summary) {
    Correspondence matched = match(pre.side, post.side);
    if (matched.post_function[pre.function] == no_index &&
        matched.pre_function[post.function] == no_index)
      matched.match_functions(pre.function, post.function, summary.match_by);
    Equality equality(pre.side, post.side, matched);
    Aligner aligner;
    const Difference difference = compare(pre.side, post.side, equality,
                                          aligner, pre.function, post.function);
    // The proof has one sentence for each field.
    const bool is_proof = summary.cls == FunctionClass::line_only &&
                          summary.evidence.size() == difference.fields.size();
    return list_pair(to_listing_side(pre), to_listing_side(post), equality,
                     difference,
                     is_proof ? summary.evidence : std::vector<std::string>());
  }

  Decoders decoders_;
  ObjectFinder pre_finder_, post_finder_;
};

} // namespace

Expected<std::vector<ShownFunction>> show_function(const std::string &pre,
                                                   const std::string &post,
                                                   const std::string &function,
                                                   const DiffOptions &options) {
  DiffOptions narrowed = options;
  narrowed.keep_identical = true;
  narrowed.want_instructions = false;
  narrowed.wants_object = [name = identifier_of(function)](BytesView object) {
    return as_text(object).contains(name);
  };
  DiffReport report = HP_TRY(diff_inputs(pre, post, narrowed));
  std::vector<FunctionDiff> found = find_functions(report, function);
  if (found.empty()) {
    narrowed.wants_object = {};
    report = HP_TRY(diff_inputs(pre, post, narrowed));
    found = find_functions(report, function);
  }
  if (found.empty())
    return fail(ErrorCode::mismatch,
                "no function is named '" + printable(function) + "'",
                suggest_names(report, function));
  const std::vector<FilePair> files =
      pair_inputs(HP_TRY(list_inputs(pre)), HP_TRY(list_inputs(post)));
  Shower shower(files);
  std::vector<ShownFunction> shown;
  for (FunctionDiff &summary : found)
    shown.push_back(HP_TRY(shower.show(std::move(summary))));
  return shown;
}

} // namespace hotpatch
