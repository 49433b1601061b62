// See object_diff.h.  `diff_sides` is the table of contents: match, compare,
// prove, classify.  Line tables are read once for all functions of an object in
// which nothing but immediates differs, and only if there are any.
#include "hpdiff/object_diff.h"

#include "formats/core/file_name.h"
#include "formats/demangle/demangle.h"
#include "hpdiff/classify.h"
#include "hpdiff/compare.h"
#include "hpdiff/data_diff.h"
#include "hpdiff/line_proof.h"
#include "hpdiff/listing.h"
#include "hpdiff/match.h"
#include "hpdiff/unwind_diff.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::size_t index_of(FunctionClass cls) {
  return static_cast<std::size_t>(cls);
}
std::size_t index_of(DataClass cls) { return static_cast<std::size_t>(cls); }

LinkageKind linkage_of(const Side &side, const Function &function) {
  if (function.symbol == no_index)
    return LinkageKind::local;
  switch (side.object().symbols[function.symbol].linkage) {
  case Linkage::local:
    return LinkageKind::local;
  case Linkage::global:
    return LinkageKind::global;
  case Linkage::weak:
    return LinkageKind::weak;
  }
  return LinkageKind::local;
}

FunctionSide describe_side(const Side &side, std::uint32_t f,
                           std::uint32_t instruction_count) {
  const Function &function = side.contents().functions[f];
  const Extent &entry = function.extents.front();
  FunctionSide result;
  result.name = name_of(side.object(), function);
  result.section = side.object().sections[entry.section].name;
  result.offset = entry.begin;
  result.size = function.size();
  result.instruction_count = instruction_count;
  result.digest = fingerprint(side.bytes(f));
  result.index = f;
  return result;
}

void describe(const Side &side, std::uint32_t f, FunctionDiff &diff) {
  const Function &function = side.contents().functions[f];
  diff.name = name_of(side.object(), function);
  diff.demangled = demangle(diff.name);
  diff.linkage = linkage_of(side, function);
  for (std::uint32_t piece : function.piece_symbols)
    diff.pieces.emplace_back(side.object().symbols[piece].name);
}

FunctionDiff lone_function(const Side &side, std::uint32_t f,
                           FunctionClass cls) {
  FunctionDiff diff;
  describe(side, f, diff);
  diff.cls = cls;
  diff.similarity = 0;
  diff.match_by = MatchBy::none;
  (cls == FunctionClass::added ? diff.post : diff.pre) =
      describe_side(side, f, 0);
  return diff;
}

// Functions and data of a pair of objects, being compared.
class ObjectComparison {
public:
  ObjectComparison(const Side &pre, BytesView pre_bytes, const Side &post,
                   BytesView post_bytes, const ObjectOptions &options)
      : pre_(pre), post_(post), pre_bytes_(pre_bytes), post_bytes_(post_bytes),
        options_(options), matched_(match(pre, post)),
        equality_(pre, post, matched_), pre_unwind_(pre), post_unwind_(post) {}

  ObjectDiff run() {
    compare_functions();
    prove_candidates();
    compare_all_data();
    return std::move(result_);
  }

  std::optional<FunctionDiff> run_one(std::uint32_t pre, std::uint32_t post) {
    if (matched_.post_function[pre] != post) {
      if (matched_.post_function[pre] != no_index ||
          matched_.pre_function[post] != no_index)
        return std::nullopt; // they have counterparts of their own
      matched_.match_functions(pre, post, MatchBy::content);
    }
    options_.keep_identical = true;
    compare_pair(pre, post);
    prove_candidates();
    return std::move(result_.functions.front());
  }

private:
  struct Candidate {
    std::uint32_t pre = 0, post = 0;
    Difference difference;
  };

  void compare_functions() {
    for (std::uint32_t f = 0; f < matched_.post_function.size(); ++f) {
      if (std::uint32_t g = matched_.post_function[f]; g != no_index)
        compare_pair(f, g);
      else
        add_lone(pre_, f, FunctionClass::removed);
    }
    for (std::uint32_t g = 0; g < matched_.pre_function.size(); ++g)
      if (matched_.pre_function[g] == no_index)
        add_lone(post_, g, FunctionClass::added);
  }

  void compare_pair(std::uint32_t f, std::uint32_t g) {
    Difference difference = compare(pre_, post_, equality_, aligner_, f, g);
    bool unwind_differs =
        !same_unwind(pre_unwind_, post_unwind_, equality_, difference);
    if (!unwind_differs && may_be_lines(difference)) {
      candidates_.push_back({f, g, std::move(difference)});
      return;
    }
    add(f, g, difference,
        classify(pre_, difference, unwind_differs, std::nullopt));
  }

  void add_lone(const Side &side, std::uint32_t f, FunctionClass cls) {
    FunctionDiff diff = lone_function(side, f, cls);
    count(diff);
    result_.functions.push_back(std::move(diff));
  }

  void add(std::uint32_t f, std::uint32_t g, const Difference &difference,
           Verdict verdict) {
    std::uint64_t pre_size = pre_.contents().functions[f].size();
    std::uint64_t post_size = post_.contents().functions[g].size();
    std::size_t cls = index_of(verdict.cls);
    ++result_.function_counts[cls];
    result_.pre_bytes[cls] += pre_size;
    result_.post_bytes[cls] += post_size;
    bool renamed = matched_.function_by[f] != MatchBy::name;
    if (verdict.cls == FunctionClass::identical && !renamed &&
        !options_.keep_identical)
      return;
    FunctionDiff diff;
    describe(post_, g, diff);
    diff.pre = describe_side(pre_, f, difference.pre_outline.instruction_count);
    diff.post =
        describe_side(post_, g, difference.post_outline.instruction_count);
    diff.match_by = matched_.function_by[f];
    diff.cls = verdict.cls;
    diff.flags = verdict.flags;
    diff.similarity = verdict.similarity;
    diff.evidence = std::move(verdict.evidence);
    if (options_.want_instructions && (verdict.cls == FunctionClass::constant ||
                                       verdict.cls == FunctionClass::code))
      diff.instructions = to_instruction_rows(
          list_pair({.side = pre_, .function = f},
                    {.side = post_, .function = g}, equality_, difference, {}));
    result_.functions.push_back(std::move(diff));
  }

  void count(const FunctionDiff &diff) {
    std::size_t cls = index_of(diff.cls);
    ++result_.function_counts[cls];
    if (diff.pre)
      result_.pre_bytes[cls] += diff.pre->size;
    if (diff.post)
      result_.post_bytes[cls] += diff.post->size;
  }

  void prove_candidates() {
    if (candidates_.empty())
      return;
    std::vector<std::uint32_t> pre, post;
    for (const Candidate &candidate : candidates_) {
      pre.push_back(candidate.pre);
      post.push_back(candidate.post);
    }
    std::vector<std::vector<LineRow>> pre_lines =
        read_function_lines(pre_, pre_bytes_, pre);
    std::vector<std::vector<LineRow>> post_lines =
        read_function_lines(post_, post_bytes_, post);
    std::optional<FunctionStarts> starts; // read if it comes to that
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const Candidate &candidate = candidates_[i];
      FunctionLines lines{std::move(pre_lines[i]), std::move(post_lines[i])};
      bool has_lines = !lines.pre.empty() && !lines.post.empty();
      std::optional<std::vector<std::string>> proof = prove_lines(
          pre_, candidate.difference, lines, {}, options_.line_rules);
      if (!proof && has_lines) {
        if (!starts)
          starts = function_starts();
        proof = prove_lines(pre_, candidate.difference, lines, *starts,
                            options_.line_rules);
      }
      add(candidate.pre, candidate.post, candidate.difference,
          classify(pre_, candidate.difference, false, std::move(proof)));
    }
  }

  // Where the functions that both sides have begin in the source.
  FunctionStarts function_starts() const {
    std::vector<std::uint32_t> pre, post;
    for (std::uint32_t f = 0; f < matched_.post_function.size(); ++f)
      if (matched_.post_function[f] != no_index) {
        pre.push_back(f);
        post.push_back(matched_.post_function[f]);
      }
    std::vector<std::optional<SourceFrame>> a =
        entry_frames(pre_, pre_bytes_, pre);
    std::vector<std::optional<SourceFrame>> b =
        entry_frames(post_, post_bytes_, post);
    FunctionStarts starts;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::optional<SourceFrame> &x = a[i], &y = b[i];
      if (x && y && x->line > 0 && y->line > 0 &&
          file_name(x->file) == file_name(y->file))
        starts[std::string(file_name(x->file))][x->line].push_back(y->line);
    }
    return starts;
  }

  // The outermost frame of each function's first instruction.
  static std::vector<std::optional<SourceFrame>>
  entry_frames(const Side &side, BytesView bytes,
               const std::vector<std::uint32_t> &functions) {
    std::vector<CodeRange> ranges;
    for (std::uint32_t f : functions) {
      const Extent &entry = side.contents().functions[f].extents.front();
      ranges.push_back(
          {entry.section, entry.begin, std::min(entry.begin + 1, entry.end)});
    }
    std::vector<std::optional<SourceFrame>> frames(functions.size());
    Expected<std::vector<std::vector<LineRow>>> rows =
        read_lines(bytes, ranges);
    for (std::size_t i = 0; rows && i < functions.size(); ++i)
      if (!(*rows)[i].empty() && !(*rows)[i].front().frames.empty())
        frames[i] = (*rows)[i].front().frames.back();
    return frames;
  }

  void compare_all_data() {
    for (std::uint32_t d = 0; d < matched_.post_datum.size(); ++d) {
      std::uint32_t e = matched_.post_datum[d];
      if (e == no_index)
        add_data(lone_datum(pre_, d, DataClass::removed));
      else
        add_data(compare_datum(d, e));
    }
    for (std::uint32_t e = 0; e < matched_.pre_datum.size(); ++e)
      if (matched_.pre_datum[e] == no_index)
        add_data(lone_datum(post_, e, DataClass::added));
    for (DataDiff &diff : compare_commons(pre_, post_))
      add_data(std::move(diff));
  }

  DataDiff compare_datum(std::uint32_t d, std::uint32_t e) {
    DataDiff diff = compare_data(pre_, post_, equality_, d, e,
                                 matched_.datum_by[d], nullptr);
    // A table of places in a function is the same if they correspond.
    if (diff.cls == DataClass::identical || diff.cls == DataClass::resized)
      return diff;
    const std::uint32_t f = function_led_into(pre_.contents().data[d].extent);
    if (f == no_index || matched_.post_function[f] == no_index)
      return diff;
    const Labels labels =
        compare(pre_, post_, equality_, aligner_, f, matched_.post_function[f])
            .labels;
    return compare_data(pre_, post_, equality_, d, e, matched_.datum_by[d],
                        &labels);
  }

  // The function into whose inside pre data leads first, or no_index.
  std::uint32_t function_led_into(const Extent &extent) const {
    for (const Relocation &relocation : pre_.relocations_in(extent))
      if (const Target target = pre_.target_of(extent.section, relocation);
          target.kind == Target::Kind::code && target.offset != 0)
        return target.index;
    return no_index;
  }

  void add_data(DataDiff diff) {
    ++result_.data_counts[index_of(diff.cls)];
    if (diff.cls == DataClass::identical && !options_.keep_identical)
      return;
    diff.demangled = demangle(diff.name);
    result_.data.push_back(std::move(diff));
  }

  const Side &pre_;
  const Side &post_;
  BytesView pre_bytes_, post_bytes_;
  ObjectOptions options_;
  Correspondence matched_;
  Equality equality_;
  Aligner aligner_;
  UnwindIndex pre_unwind_, post_unwind_;
  std::vector<Candidate> candidates_;
  ObjectDiff result_;
};

// All of `side` as equal to itself.
ObjectDiff unchanged(const Side &side, const ObjectOptions &options) {
  ObjectDiff result;
  std::size_t cls = index_of(FunctionClass::identical);
  for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f) {
    std::uint64_t size = side.contents().functions[f].size();
    ++result.function_counts[cls];
    result.pre_bytes[cls] += size;
    result.post_bytes[cls] += size;
    if (!options.keep_identical)
      continue;
    FunctionDiff diff;
    describe(side, f, diff);
    diff.pre = diff.post = describe_side(side, f, 0);
    result.functions.push_back(std::move(diff));
  }
  for (std::uint32_t d = 0; d < side.contents().data.size(); ++d) {
    ++result.data_counts[index_of(DataClass::identical)];
    if (!options.keep_identical)
      continue;
    DataDiff diff = lone_datum(side, d, DataClass::removed);
    diff.cls = DataClass::identical;
    diff.match_by = MatchBy::name;
    diff.post = diff.pre;
    diff.demangled = demangle(diff.name);
    result.data.push_back(std::move(diff));
  }
  return result;
}

std::uint32_t find_function(const Side &side, std::string_view name) {
  for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f)
    if (name_of(side.object(), side.contents().functions[f]) == name)
      return f;
  return no_index;
}

} // namespace

Expected<ObjectDiff> diff_objects(BytesView pre, BytesView post,
                                  const ObjectOptions &options,
                                  Decoders &decoders) {
  if (equal_bytes(pre, post))
    return unchanged(HP_TRY(read_side(pre, decoders)), options);
  Side a = HP_TRY(read_side(pre, decoders));
  Side b = HP_TRY(read_side(post, decoders));
  if (a.object().machine != b.object().machine)
    return fail(ErrorCode::mismatch,
                "pre and post objects are for different machines");
  return ObjectComparison(a, pre, b, post, options).run();
}

Expected<ObjectDiff> lone_object(BytesView bytes, FunctionClass cls,
                                 Decoders &decoders) {
  Side side = HP_TRY(read_side(bytes, decoders));
  ObjectDiff result;
  for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f) {
    result.functions.push_back(lone_function(side, f, cls));
    std::uint64_t size = side.contents().functions[f].size();
    ++result.function_counts[index_of(cls)];
    (cls == FunctionClass::added ? result.post_bytes
                                 : result.pre_bytes)[index_of(cls)] += size;
  }
  DataClass data_class =
      cls == FunctionClass::added ? DataClass::added : DataClass::removed;
  for (std::uint32_t d = 0; d < side.contents().data.size(); ++d) {
    DataDiff diff = lone_datum(side, d, data_class);
    diff.demangled = demangle(diff.name);
    ++result.data_counts[index_of(data_class)];
    result.data.push_back(std::move(diff));
  }
  return result;
}

Expected<std::optional<FunctionDiff>>
diff_moved(BytesView pre, std::string_view pre_name, BytesView post,
           std::string_view post_name, const ObjectOptions &options,
           Decoders &decoders) {
  Side a = HP_TRY(read_side(pre, decoders));
  Side b = HP_TRY(read_side(post, decoders));
  std::uint32_t f = find_function(a, pre_name);
  std::uint32_t g = find_function(b, post_name);
  if (a.object().machine != b.object().machine || f == no_index ||
      g == no_index)
    return std::nullopt;
  return ObjectComparison(a, pre, b, post, options).run_one(f, g);
}

} // namespace hotpatch
