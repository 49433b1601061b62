// See compile.h.  `compile` is the table of contents: compare, read, witness,
// check, select, redirect, lay out, write, validate.
#include "hpcompile/compile.h"

#include "formats/core/file_name.h"
#include "formats/demangle/demangle.h"
#include "hpcompile/allowances.h"
#include "hpcompile/checks.h"
#include "hpcompile/image_input.h"
#include "hpcompile/layout.h"
#include "hpcompile/post_imports.h"
#include "hpcompile/redirect_selected.h"
#include "hpcompile/select.h"
#include "hpdiff/diff.h"

#include <algorithm>

namespace hotpatch {
namespace {

Expected<DiffReport> compare_builds(const CompileInputs &inputs) {
  DiffReport report = HP_TRY(diff_inputs(
      inputs.pre, inputs.post,
      {.threads = inputs.threads, .line_rules = builtin_line_rules()}));
  for (const Skipped &skipped : report.skipped)
    if (skipped.is_trouble)
      return fail(ErrorCode::unsupported,
                  skipped.object + ": " + skipped.detail, skipped.hint);
  return report;
}

template <typename T> void append(std::vector<T> &to, std::vector<T> more) {
  std::ranges::move(more, std::back_inserter(to));
}

class Compilation {
public:
  explicit Compilation(const CompileInputs &inputs) : inputs_(inputs) {}

  Expected<CompileResult> run() {
    CompileReport &report = result_.report;
    // Read everything.
    const DiffReport diff = HP_TRY(compare_builds(inputs_));
    const Build pre = HP_TRY(read_build(inputs_.pre));
    const Build post = HP_TRY(read_build(inputs_.post));
    const ImageInput image =
        HP_TRY(read_image_input(inputs_.image, inputs_.symbols));
    if (!inputs_.post_image.empty())
      post_image_ =
          HP_TRY(read_image_input(inputs_.post_image, inputs_.post_symbols));
    if (std::optional<Error> error = mismatch(pre, image.image))
      return std::unexpected(*std::move(error));
    report.image = {std::string(file_name(inputs_.image)), image.image.identity,
                    image.symbols.source};
    report.sequence = inputs_.sequence;

    // From here on the base image is the witness.
    const NameIndex names(image.symbols);
    const BaseView base(pre, image.image, names);
    Pairing pairing(pre, post, diff);
    const Change change{diff, pre, post, base, pairing};
    report.witness = witness_of(pre, base);
    ChosenRoots chosen = choose_roots(change, inputs_.include_noise);
    append(report.notes, std::move(chosen.notes));
    note_foreign(image);
    append(refusals_, check_names(pre, base, image.unproven));
    check(change, chosen);
    const bool has_roots =
        !chosen.roots.functions.empty() || !chosen.roots.hooks.empty();
    if (has_roots && !is_foreign())
      HP_TRY(build(change, chosen));
    payload_.base = image.image.identity;
    payload_.base_name = file_name(inputs_.image);
    payload_.sequence = inputs_.sequence;
    payload_.line_only = chosen.line_only;
    HP_TRY(settle());
    // Refusals may have kept functions from becoming roots, and been accepted:
    // what there is to patch is known only now.
    if (!report.refusals.empty())
      report.status = CompileStatus::refused;
    else if (has_roots)
      HP_TRY(write());
    else
      report.status = CompileStatus::nothing;
    if (report.status != CompileStatus::refused && post_image_)
      HP_TRY(validate_with(image, *post_image_));
    std::ranges::sort(report.notes);
    return std::move(result_);
  }

private:
  // Objects and image must be for one machine at all.
  [[nodiscard]] std::optional<Error> mismatch(const Build &pre,
                                              const Image &image) const {
    for (const BuildObject &object : pre.objects) {
      const Machine &machine = object.side.object().machine;
      if (machine.format != image.machine.format ||
          machine.isa != image.machine.isa)
        return Error{ErrorCode::mismatch,
                     object.label + ": is not for the format and machine of " +
                         inputs_.image,
                     "give the objects that the image was linked from"};
    }
    return std::nullopt;
  }

  void note_foreign(const ImageInput &image) {
    for (const ForeignSymbols &foreign : image.foreign)
      if (foreign.is_given)
        refusals_.push_back({RefusalReason::symbols_mismatch, foreign.path, "",
                             foreign.detail});
      else
        result_.report.notes.push_back(
            foreign.path + " is of another build: " + foreign.detail);
  }

  // Whether nothing but the belonging of the inputs is worth saying.
  [[nodiscard]] bool is_foreign() const {
    return std::ranges::any_of(refusals_, [&](const Refusal &refusal) {
      return (refusal.reason == RefusalReason::wrong_base ||
              refusal.reason == RefusalReason::foreign_rebuild ||
              refusal.reason == RefusalReason::symbols_mismatch) &&
             std::ranges::none_of(inputs_.allow, [&](const Allowance &a) {
               return is_for(a, refusal);
             });
    });
  }

  void check(const Change &change, ChosenRoots &chosen) {
    if (change.report.differs())
      append(refusals_, check_belonging(change, change.base.image(),
                                        result_.report.image.path,
                                        result_.report.witness));
    if (is_foreign())
      return;
    // A changed function in an object that differs is no news.
    std::erase_if(chosen.refusals, [&](const Refusal &refusal) {
      return refusal.reason == RefusalReason::base_differs &&
             std::ranges::any_of(refusals_, [&](const Refusal &known) {
               return known.reason == refusal.reason &&
                      known.object == refusal.object;
             });
    });
    append(refusals_, std::move(chosen.refusals));
    FoldVerdict folding = check_folding(change, chosen.roots);
    chosen.roots.functions = std::move(folding.roots);
    append(refusals_, std::move(folding.refusals));
    DataVerdict data = check_data(change, chosen.roots);
    chosen.roots.replaced_data = std::move(data.replaced);
    append(refusals_, std::move(data.refusals));
    append(refusals_, check_initializers(change, chosen.roots));
    if (!chosen.roots.functions.empty())
      append(refusals_, check_types(change, chosen.roots));
  }

  Expected<void> build(const Change &change, const ChosenRoots &chosen) {
    Selection selection =
        select(change.post, change.base, change.pairing, chosen.roots);
    append(refusals_, std::move(selection.refusals));
    append(refusals_, check_new_initializers(change, selection));
    Redirected redirected = redirect_selected(selection, change.base);
    append(result_.report.notes, std::move(redirected.notes));
    append(refusals_, std::move(redirected.refusals));
    payload_ = HP_TRY(lay_out(selection, change.base.image().machine.format,
                              redirected.redirects));
    const Image &image = change.base.image();
    if (image.machine.format == ObjectFormat::coff)
      complete_imports(change.post);
    for (PayloadFunction &function : payload_.functions)
      if (function.base_rva)
        function.base_digest =
            digest_of_base(image, *function.base_rva, function.base_size);
    for (std::size_t f = 0; f < selection.functions.size(); ++f)
      report_function(selection.functions[f], redirected, f);
    std::ranges::sort(result_.report.functions, {},
                      [](const ReportedFunction &f) {
                        return std::tie(f.object, f.name, f.base_rva);
                      });
    for (const PayloadImport &import : payload_.imports)
      result_.report.notes.push_back(
          import.name + " is imported anew: it is looked up in the modules "
                        "that the image needs when the payload is applied");
    return {};
  }

  void complete_imports(const Build &post) {
    std::optional<LinkedBuild> linked;
    if (post_image_)
      linked.emplace(
          LinkedBuild{post, post_image_->image, post_image_->symbols});
    NamedImports named =
        name_imports(std::move(payload_.imports), linked ? &*linked : nullptr);
    payload_.imports = std::move(named.imports);
    append(refusals_, std::move(named.refusals));
  }

  void report_function(const SelectedFunction &function,
                       const Redirected &redirected, std::size_t f) {
    ReportedFunction reported;
    reported.object = function.object;
    reported.name = function.name;
    reported.demangled = demangle(function.name);
    reported.reason = function.reason;
    reported.size = function.size;
    reported.redirect_reason = redirected.reasons[f];
    if (!function.base_extents.empty()) {
      const PayloadFunction::Piece &entry = function.base_extents.front();
      reported.base_rva = entry.base_rva;
      reported.residency = redirected.residencies[f];
    }
    if (const std::optional<Redirect> &redirect = redirected.redirects[f])
      reported.redirect = redirect->kind;
    result_.report.functions.push_back(std::move(reported));
  }

  // Sorts the refusals into accepted ones and the rest.
  Expected<void> settle() {
    std::ranges::sort(refusals_);
    auto repeated = std::ranges::unique(refusals_);
    refusals_.erase(repeated.begin(), repeated.end());
    Settled settled =
        HP_TRY(settle_refusals(std::move(refusals_), inputs_.allow));
    result_.report.refusals = std::move(settled.refusals);
    result_.report.accepted = settled.accepted;
    payload_.accepted = std::move(settled.accepted);
    return {};
  }

  Expected<void> write() {
    CompileReport &report = result_.report;
    result_.payload = HP_TRY(write_payload(payload_));
    report.payload_bytes = result_.payload.size();
    report.parts = HP_TRY(measure_payload(BytesView(result_.payload)));
    report.status = CompileStatus::written;
    return {};
  }

  // Also where nothing is to be patched: then the base image itself must mean
  // what the post image means.
  Expected<void> validate_with(const ImageInput &base, const ImageInput &post) {
    CompileReport &report = result_.report;
    report.validation = HP_TRY(validate(payload_, {base.image, base.symbols},
                                        {post.image, post.symbols}));
    if (!report.validation->is_valid()) {
      report.status = CompileStatus::refused;
      result_.payload.clear();
    }
    return {};
  }

  const CompileInputs &inputs_;
  std::optional<ImageInput> post_image_;
  std::vector<Refusal> refusals_;
  Payload payload_;
  CompileResult result_;
};

} // namespace

Expected<CompileResult> compile(const CompileInputs &inputs) {
  return Compilation(inputs).run();
}

Expected<Validation> validate_files(const ValidateInputs &inputs) {
  const MappedFile file =
      HP_TRY(at_path(MappedFile::open(inputs.payload), inputs.payload));
  const Payload payload =
      HP_TRY(at_path(read_payload(file.bytes()), inputs.payload));
  const ImageInput base =
      HP_TRY(read_image_input(inputs.image, inputs.symbols));
  const ImageInput post =
      HP_TRY(read_image_input(inputs.post_image, inputs.post_symbols));
  return validate(payload, {base.image, base.symbols},
                  {post.image, post.symbols});
}

} // namespace hotpatch
