// Sums over a report.  A total of which one summand is unknown is unknown: a
// sum that leaves something out looks like a better result than there is.
#include "hppack/size_report.h"

#include <algorithm>
#include <limits>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

// `size_of` of all images together.
template <typename SizeOf>
Size sum_of(const std::vector<SizedImage> &images, SizeOf size_of) {
  std::uint64_t sum = 0;
  for (const SizedImage &image : images) {
    const Size size = size_of(image);
    if (!size)
      return std::nullopt;
    sum += *size;
  }
  return sum;
}

Size function_count(const SizedImage &image) {
  return image.memory ? Size(image.functions.size()) : std::nullopt;
}

Size memory_bytes(const SizedImage &image) {
  return image.memory ? Size(image.memory->total()) : std::nullopt;
}

void add_fulls(SizeTotals &totals, const SizeReport &report) {
  if (report.images.empty() || !std::ranges::all_of(report.images, [](auto &i) {
        return i.full.has_value();
      }))
    return;
  totals.full = 0;
  totals.full_compressed = 0;
  for (std::size_t i = 0; i < report.fulls.size(); ++i) {
    if (std::ranges::find(report.images, Size(i), [](const SizedImage &image) {
          return Size(image.full);
        }) == report.images.end())
      continue;
    *totals.full += report.fulls[i].bytes;
    *totals.full_compressed += report.fulls[i].compressed.smallest();
  }
}

// The largest number there is where the product is larger.
std::uint64_t product_of(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product)
             ? std::numeric_limits<std::uint64_t>::max()
             : product;
}

} // namespace

std::optional<std::uint64_t> smallest_delta(const SizedImage &image) {
  if (image.deltas.empty())
    return std::nullopt;
  return std::ranges::min_element(image.deltas, {}, &ImageDelta::bytes)->bytes;
}

std::optional<std::uint64_t> function_bytes(const SizedImage &image) {
  if (!image.memory)
    return std::nullopt;
  std::uint64_t sum = 0;
  for (const SizedFunction &function : image.functions)
    sum += function.bytes;
  return sum;
}

SizeTotals totals_of(const SizeReport &report) {
  SizeTotals totals;
  add_fulls(totals, report);
  totals.delta = sum_of(report.images, smallest_delta);
  for (const SizedImage &image : report.images) {
    totals.payload += image.payload_bytes;
    totals.packed += image.packed_bytes;
  }
  totals.functions = sum_of(report.images, function_count);
  totals.function_bytes = sum_of(report.images, function_bytes);
  totals.memory = sum_of(report.images, memory_bytes);
  return totals;
}

std::vector<SizePart> choices_of(const SizeReport &report) {
  const SizeTotals totals = totals_of(report);
  std::vector<SizePart> choices;
  const auto add = [&](std::string what, Size bytes) {
    if (bytes)
      choices.push_back({std::move(what), *bytes});
  };
  add("full image", totals.full);
  add("full image, compressed", totals.full_compressed);
  add("smallest delta", totals.delta);
  add("payloads", totals.payload);
  add("package", report.package_bytes);
  return choices;
}

std::vector<DeliveryRow> delivery_rows(const SizeReport &report) {
  std::vector<DeliveryRow> rows;
  if (!report.delivery)
    return rows;
  const std::uint64_t rate = report.delivery->bytes_per_second;
  for (SizePart &choice : choices_of(report)) {
    if (choice.name == "payloads") // nobody sends them as they are
      continue;
    const std::uint64_t bytes =
        product_of(choice.bytes, report.delivery->endpoints);
    rows.push_back({std::move(choice.name), choice.bytes, bytes,
                    bytes / rate + (bytes % rate == 0 ? 0 : 1)});
  }
  return rows;
}

} // namespace hotpatch
