// See run_report.h.
//
// Everything is made before anything is written, so that a document that cannot
// be made (an export without author) leaves no report of half the outputs.
#include "hppack/run_report.h"

#include "formats/core/file_name.h"
#include "formats/core/program.h"
#include "formats/core/sha256.h"
#include "formats/core/text.h"
#include "hppack/budgets.h"
#include "hppack/check.h"
#include "hppack/contents.h"
#include "hppack/exports.h"
#include "hppack/history.h"
#include "hppack/inputs.h"
#include "hppack/listings.h"
#include "hppack/measure.h"
#include "hppack/other_deltas.h"
#include "hppack/report_csv.h"
#include "hppack/report_html.h"
#include "hppack/report_json.h"
#include "hppack/report_junit.h"
#include "hppack/report_markdown.h"
#include "hppack/report_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hotpatch {
namespace {

using Bytes = std::vector<std::byte>;

class ReportRun {
public:
  ReportRun(const PackOptions &options, const ReportTimes &times)
      : options_(options), times_(times) {}

  Expected<SizeReport> make_report() {
    package_ = HP_TRY(open_named(options_.package));
    PackageResult<PackageContents> contents =
        read_contents(package_.file.bytes());
    if (!contents)
      return std::unexpected(to_error(contents.error()).at(options_.package));
    contents_ = *std::move(contents);
    HP_TRY(unpack());
    PackageToMeasure package{.manifest = contents_.manifest,
                             .frame = contents_.frame,
                             .payloads = std::move(payloads_)};
    for (const NamedFile &full : fulls_)
      package.fulls.push_back({full.path, full.file.bytes()});
    SizeReport report = HP_TRY(measure(package));
    if (options_.endpoints > 0)
      report.delivery = {options_.endpoints, options_.bandwidth};
    HP_TRY(compare(report));
    return report;
  }

  // In the order in which they are written.
  Expected<std::vector<Output>> outputs(const SizeReport &report,
                                        const TextStyle &style) {
    std::vector<Output> all;
    auto add = [&all](const std::string &path, auto render) {
      if (!path.empty())
        all.push_back(text_output(path, render()));
    };
    PageExtras extras;
    if (!options_.html.empty())
      extras = HP_TRY(page_extras());
    add(options_.json, [&] { return render_size_json(report); });
    add(options_.markdown,
        [&] { return render_size_markdown(report, options_.markdown_limit); });
    add(options_.html, [&] { return render_size_html(report, extras); });
    add(options_.csv, [&] { return render_size_csv(report); });
    add(options_.junit, [&] { return render_size_junit(report); });
    HP_TRY(add_exports(all));
    const bool is_taken =
        std::ranges::find(all, "-", &Output::path) != all.end();
    if (!options_.is_quiet && !is_taken)
      all.push_back(text_output("-", render_size_text(report, style)));
    return all;
  }

private:
  // The payloads whose base image was given, and what stands against them.
  Expected<void> unpack() {
    bases_ = HP_TRY(read_bases(options_.images));
    if (PackageResult<void> fits = check_bases(bases_, contents_.manifest);
        !fits)
      return std::unexpected(to_error(fits.error()).at(options_.package));
    for (const std::string &path : options_.images)
      base_files_.push_back(HP_TRY(open_named(path)));
    for (const std::string &path : options_.fulls)
      fulls_.push_back(HP_TRY(open_named(path)));
    const std::vector<PackedImage> &images = contents_.manifest.images;
    const auto pairs =
        HP_TRY(pair_full_images(contents_.manifest, options_.fulls));
    files_.resize(images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
      PayloadToMeasure payload;
      payload.full = pairs[i];
      std::optional<std::vector<std::byte>> &file = files_[i];
      file =
          HP_TRY(at_path(unpack_with(images[i], contents_.sections[i], bases_),
                         options_.package));
      if (file)
        payload.file = *file;
      if (const BaseInput *base = base_with(bases_, images[i].base))
        HP_TRY(add_base(payload, *base));
      payloads_.push_back(std::move(payload));
    }
    return {};
  }

  Expected<void> add_base(PayloadToMeasure &payload, const BaseInput &base) {
    const auto number = static_cast<std::size_t>(&base - bases_.data());
    payload.base = base_files_[number].file.bytes();
    if (payload.full && options_.has_other_deltas)
      payload.other_deltas = HP_TRY(
          other_deltas(base.path, fulls_[*payload.full].path, output_size_of));
    return {};
  }

  // With the baseline and the budgets, as far as they were given.
  Expected<void> compare(SizeReport &report) {
    std::optional<SizeReport> baseline;
    if (!options_.baseline.empty()) {
      const NamedFile file = HP_TRY(open_named(options_.baseline));
      baseline = HP_TRY(at_path(read_size_json(as_text(file.file.bytes())),
                                options_.baseline));
      report.baseline = {.path = options_.baseline,
                         .digest = to_text(sha256(file.file.bytes())),
                         .sequence = baseline->sequence,
                         .package_bytes = baseline->package_bytes};
    }
    if (options_.budget.empty())
      return {};
    const NamedFile file = HP_TRY(open_named(options_.budget));
    const Budgets budgets = HP_TRY(
        at_path(read_budgets(as_text(file.file.bytes())), options_.budget));
    const std::chrono::sys_days today = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(times_.now)));
    report.budgets =
        check_budgets(budgets, report, baseline ? &*baseline : nullptr, today);
    return {};
  }

  Expected<PageExtras> page_extras() {
    PageExtras extras;
    if (!options_.history.empty()) {
      const NamedFile file = HP_TRY(open_named(options_.history));
      extras.history = HP_TRY(
          at_path(read_history(as_text(file.file.bytes())), options_.history));
    }
    if (!options_.diff.empty()) {
      const NamedFile file = HP_TRY(open_named(options_.diff));
      extras.listings = HP_TRY(
          at_path(read_listings(as_text(file.file.bytes())), options_.diff));
    }
    return extras;
  }

  Expected<void> add_exports(std::vector<Output> &all) {
    if (options_.cyclonedx.empty() && options_.openvex.empty() &&
        options_.csaf.empty())
      return {};
    ExportFrame frame{.author = options_.author,
                      .author_url = options_.author_url,
                      .package_name = std::string(file_name(options_.package)),
                      .package_digest = sha256(package_.file.bytes())};
    frame.time = HP_TRY(export_time(contents_.manifest, times_.epoch));
    const Manifest &manifest = contents_.manifest;
    if (!options_.cyclonedx.empty())
      all.push_back(text_output(options_.cyclonedx,
                                HP_TRY(render_cyclonedx(manifest, frame))));
    if (!options_.openvex.empty())
      all.push_back(text_output(options_.openvex,
                                HP_TRY(render_openvex(manifest, frame))));
    if (!options_.csaf.empty())
      all.push_back(
          text_output(options_.csaf, HP_TRY(render_csaf(manifest, frame))));
    return {};
  }

  const PackOptions &options_;
  const ReportTimes &times_;
  NamedFile package_;
  PackageContents contents_;
  std::vector<BaseInput> bases_;
  std::vector<NamedFile> base_files_, fulls_; // in the order of the options
  std::vector<std::optional<Bytes>> files_;   // payloads, if unpacked
  std::vector<PayloadToMeasure> payloads_;
};

} // namespace

Expected<PackExit> run_report(const PackOptions &options,
                              const Surroundings &surroundings,
                              const ReportTimes &times) {
  ReportRun work(options, times);
  const SizeReport report = HP_TRY(work.make_report());
  const std::vector<Output> outputs = HP_TRY(
      work.outputs(report, style_for(options.color, surroundings.terminal)));
  for (const Output &output : outputs)
    HP_TRY(surroundings.write(output));
  if (!has_failed(report.budgets))
    return PackExit::done;
  for (const BudgetResult &result : report.budgets)
    if (result.status == BudgetStatus::failed)
      surroundings.complain(
          {ErrorCode::mismatch, to_sentence(result), result.message});
  return PackExit::over_budget;
}

} // namespace hotpatch
