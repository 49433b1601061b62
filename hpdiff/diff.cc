// See diff.h.
//
// Files are paired by key and worked off in batches: a batch is mapped, its
// object pairs are compared on all threads, and it is unmapped before the next,
// which bounds memory by the batch and not by the tree.  Results are put into
// places of their own and joined in order, so that threads leave no trace.
// Functions without a counterpart in their own object are looked for in the
// others at the end, when all are known (moved.h).
#include "hpdiff/diff.h"

#include "formats/core/parallel.h"
#include "hpdiff/inputs.h"
#include "hpdiff/moved.h"
#include "hpdiff/object_diff.h"

#include <algorithm>
#include <atomic>
#include <tuple>
#include <utility>

namespace hotpatch {
namespace {

// Batches end when their files reach this size; one file may exceed it.
constexpr std::uint64_t batch_bytes = std::uint64_t{32} << 20;

struct Skip {
  std::string reason, detail, hint = {};
};

// Why an input object is not compared, if it is not.
std::optional<Skip> reason_to_skip(const InputObject &object) {
  switch (object.kind) {
  case FileKind::elf_object:
  case FileKind::coff_object:
    return std::nullopt;
  case FileKind::import_stub:
    return Skip{"import_stub", "names an import; holds no code"};
  case FileKind::bitcode:
    return Skip{"bitcode", "is LLVM bitcode; expected machine code",
                "compile without -flto, or with -ffat-lto-objects"};
  case FileKind::msvc_ltcg:
    return Skip{"msvc_ltcg", "is an MSVC /GL object; expected machine code",
                "compile without /GL"};
  case FileKind::elf_image:
  case FileKind::coff_image:
    return Skip{"not_an_object",
                "is a linked image; expected a relocatable object"};
  case FileKind::archive:
    return Skip{"not_an_object", "is an archive within an archive"};
  case FileKind::unknown:
    return Skip{"not_an_object", "is neither ELF nor COFF"};
  }
  return std::nullopt;
}

// What one object pair contributes to the report.
struct PairResult {
  ObjectDiff diff;
  std::vector<Skipped> skipped;
  bool is_identical = false, is_compared = false;
  bool is_added = false, is_removed = false;
  bool is_stub = false;
};

// The places of `values` in the order of their objects, and within each of
// `before`.  Values of one object mostly lie together, so objects are compared
// by the thousand and not values by the hundred thousand.
template <typename Value, typename Before>
std::vector<std::size_t> order_by_object(const std::vector<Value> &values,
                                         Before before) {
  struct Run {
    std::size_t first, last;
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (runs.empty() || values[i].object != values[runs.back().first].object)
      runs.push_back({i, i + 1});
    else
      runs.back().last = i + 1;
  auto object_of = [&](const Run &run) {
    return std::string_view(values[run.first].object);
  };
  std::ranges::stable_sort(runs, {}, object_of);
  std::vector<std::size_t> order;
  order.reserve(values.size());
  for (std::size_t r = 0, begin = 0; r < runs.size(); ++r) {
    for (std::size_t i = runs[r].first; i < runs[r].last; ++i)
      order.push_back(i);
    if (r + 1 < runs.size() && object_of(runs[r]) == object_of(runs[r + 1]))
      continue; // two members of one name
    std::ranges::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(begin),
                             order.end(), [&](std::size_t a, std::size_t b) {
                               return before(values[a], values[b]);
                             });
    begin = order.size();
  }
  return order;
}

// Puts into each place what is now in the place that `order` names for it.
template <typename Value>
void permute(std::vector<Value> &values, std::vector<std::size_t> order) {
  for (std::size_t first = 0; first < order.size(); ++first) {
    if (order[first] == first)
      continue;
    Value held = std::move(values[first]);
    std::size_t at = first; // the free place of this cycle
    while (order[at] != first) {
      values[at] = std::move(values[order[at]]);
      at = std::exchange(order[at], at);
    }
    values[at] = std::move(held);
    order[at] = at;
  }
}

class Differ {
public:
  Differ(const DiffOptions &options)
      : options_(options),
        object_options_{options.keep_identical, options.want_instructions,
                        options.line_rules},
        decoders_(std::max<std::size_t>(options.threads, 1)) {
    std::ranges::sort(object_options_.line_rules);
  }

  Expected<DiffReport> run(const std::string &pre, const std::string &post) {
    report_.pre.path = pre;
    report_.post.path = post;
    std::vector<InputFile> pre_files = HP_TRY(list_argument(pre));
    std::vector<InputFile> post_files = HP_TRY(list_argument(post));
    report_.pre.files = pre_files.size();
    report_.post.files = post_files.size();
    std::vector<FilePair> pairs =
        pair_inputs(std::move(pre_files), std::move(post_files));
    for (std::size_t first = 0; first < pairs.size();)
      first = run_batch(pairs, first);
    resolve_moved(pairs, report_, object_options_, decoders_.front());
    sort_report();
    return std::move(report_);
  }

private:
  struct OpenPair {
    std::optional<OpenInput> pre, post;
  };

  static Expected<std::vector<InputFile>>
  list_argument(const std::string &argument) {
    Expected<std::vector<InputFile>> files = list_inputs(argument);
    if (!files)
      return std::unexpected(std::move(files).error().at(argument));
    return files;
  }

  // Opens a file; what is wrong with it goes into the report.
  std::optional<OpenInput> open(const std::optional<InputFile> &file,
                                InputSummary &summary,
                                std::uint32_t &next_number) {
    if (!file)
      return std::nullopt;
    // A single archive's members are known by their names alone.
    std::string label = file->is_named && file->key.empty() ? "" : file->key;
    Expected<OpenInput> input = open_input(*file, label);
    if (!input) {
      report_.skipped.push_back({label.empty() ? file->path : label,
                                 "unreadable", std::move(input.error().message),
                                 true, std::move(input.error().hint)});
      return std::nullopt;
    }
    for (InputObject &object : input->objects) {
      object.number = next_number++;
      if (!reason_to_skip(object)) {
        ++summary.objects;
        summary.bytes += object.bytes.size();
      }
    }
    return *std::move(input);
  }

  std::size_t run_batch(const std::vector<FilePair> &pairs, std::size_t first) {
    std::vector<OpenPair> open_pairs;
    std::uint64_t bytes = 0;
    std::size_t next = first;
    for (; next < pairs.size() && bytes < batch_bytes; ++next) {
      OpenPair pair{open(pairs[next].pre, report_.pre, next_pre_),
                    open(pairs[next].post, report_.post, next_post_)};
      for (const std::optional<OpenInput> *side : {&pair.pre, &pair.post})
        if (*side)
          bytes += (*side)->file.bytes().size();
      open_pairs.push_back(std::move(pair));
    }
    std::vector<ObjectPair> work;
    const std::vector<InputObject> none;
    for (const OpenPair &pair : open_pairs)
      for (const ObjectPair &objects :
           pair_objects(pair.pre ? pair.pre->objects : none,
                        pair.post ? pair.post->objects : none))
        if (is_wanted(objects))
          work.push_back(objects);
    std::vector<PairResult> results(work.size());
    std::atomic<std::size_t> done = 0;
    parallel_for(
        work.size(), options_.threads, [&](std::size_t i, std::size_t worker) {
          results[i] = compare(work[i], decoders_[worker]);
          if (options_.progress)
            options_.progress(first + (next - first) * ++done / work.size(),
                              pairs.size());
        });
    for (std::size_t i = 0; i < work.size(); ++i)
      merge(work[i], std::move(results[i]));
    return next;
  }

  [[nodiscard]] bool is_wanted(const ObjectPair &pair) const {
    return !options_.wants_object ||
           (pair.pre && options_.wants_object(pair.pre->bytes)) ||
           (pair.post && options_.wants_object(pair.post->bytes));
  }

  PairResult compare(const ObjectPair &pair, Decoders &decoders) const {
    PairResult result;
    bool equal =
        pair.pre && pair.post && equal_bytes(pair.pre->bytes, pair.post->bytes);
    for (const InputObject *object : {pair.post, pair.pre})
      if (object && result.skipped.empty())
        if (std::optional<Skip> skip = reason_to_skip(*object)) {
          result.is_stub = skip->reason == "import_stub";
          bool trouble = object->should_be_object && !result.is_stub;
          result.skipped.push_back(
              {object->label, skip->reason, skip->detail, trouble, skip->hint});
        }
    if (!result.skipped.empty())
      return result;
    if (pair.pre && pair.post)
      compare_both(pair, equal, decoders, result);
    else
      list_lone(pair, decoders, result);
    return result;
  }

  void compare_both(const ObjectPair &pair, bool equal, Decoders &decoders,
                    PairResult &result) const {
    Expected<ObjectDiff> diff = diff_objects(pair.pre->bytes, pair.post->bytes,
                                             object_options_, decoders);
    if (!diff) {
      result.skipped.push_back(unreadable(*pair.post, std::move(diff).error()));
      return;
    }
    (equal ? result.is_identical : result.is_compared) = true;
    result.diff = *std::move(diff);
  }

  void list_lone(const ObjectPair &pair, Decoders &decoders,
                 PairResult &result) const {
    const InputObject &object = pair.post ? *pair.post : *pair.pre;
    FunctionClass cls =
        pair.post ? FunctionClass::added : FunctionClass::removed;
    Expected<ObjectDiff> diff = lone_object(object.bytes, cls, decoders);
    if (!diff) {
      result.skipped.push_back(unreadable(object, std::move(diff).error()));
      return;
    }
    (pair.post ? result.is_added : result.is_removed) = true;
    result.diff = *std::move(diff);
    result.skipped.push_back({object.label,
                              pair.post ? "only_in_post" : "only_in_pre",
                              "has no counterpart to compare with", false});
  }

  static Skipped unreadable(const InputObject &object, Error error) {
    std::string reason =
        error.message.find("GCC LTO-only") != error.message.npos ? "lto_only"
                                                                 : "unreadable";
    return {object.label, reason, std::move(error.message), true,
            std::move(error.hint)};
  }

  void merge(const ObjectPair &pair, PairResult result) {
    Totals &totals = report_.totals;
    totals.objects_identical += result.is_identical;
    totals.objects_compared += result.is_compared;
    totals.objects_added += result.is_added;
    totals.objects_removed += result.is_removed;
    totals.import_stubs += result.is_stub;
    for (std::size_t c = 0; c < function_class_count; ++c) {
      totals.functions[c] += result.diff.function_counts[c];
      totals.pre_bytes[c] += result.diff.pre_bytes[c];
      totals.post_bytes[c] += result.diff.post_bytes[c];
    }
    for (std::size_t c = 0; c < data_class_count; ++c)
      totals.data[c] += result.diff.data_counts[c];
    auto take = [&](auto &from, auto &to) {
      for (auto &diff : from) {
        diff.object = (pair.post ? pair.post : pair.pre)->label;
        // Two files given as arguments are one object, whatever their names.
        if (diff.pre) {
          diff.pre->object = diff.object;
          diff.pre->object_number = pair.pre->number;
        }
        if (diff.post) {
          diff.post->object = diff.object;
          diff.post->object_number = pair.post->number;
        }
        to.push_back(std::move(diff));
      }
    };
    take(result.diff.functions, report_.functions);
    take(result.diff.data, report_.data);
    for (Skipped &skipped : result.skipped)
      report_.skipped.push_back(std::move(skipped));
  }

  void sort_report() {
    auto place = [](const FunctionDiff &diff) {
      const FunctionSide &side = diff.post ? *diff.post : *diff.pre;
      return std::tuple(std::string_view(side.section), side.offset,
                        std::string_view(diff.name));
    };
    permute(report_.functions,
            order_by_object(report_.functions,
                            [&](const FunctionDiff &a, const FunctionDiff &b) {
                              return place(a) < place(b);
                            }));
    permute(report_.data, order_by_object(report_.data, [](const DataDiff &a,
                                                           const DataDiff &b) {
              return a.section < b.section;
            }));
    std::ranges::stable_sort(report_.skipped, {}, &Skipped::object);
  }

  const DiffOptions &options_;
  ObjectOptions object_options_;
  std::vector<Decoders> decoders_;             // one a thread
  std::uint32_t next_pre_ = 0, next_post_ = 0; // numbers of objects
  DiffReport report_;
};

} // namespace

Expected<DiffReport> diff_inputs(const std::string &pre,
                                 const std::string &post,
                                 const DiffOptions &options) {
  return Differ(options).run(pre, post);
}

} // namespace hotpatch
