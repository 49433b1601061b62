// What hppack has to say about sizes, as values.  Every view (text, JSON,
// Markdown, HTML, CSV, JUnit) is made from a SizeReport and from nothing else.
//
// All sizes are bytes.  What was not measured is absent, never zero.
#ifndef HOTPATCH_HPPACK_SIZE_REPORT_H
#define HOTPATCH_HPPACK_SIZE_REPORT_H

#include "formats/payload/payload.h"
#include "hppack/budget_result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A named part of a whole; parts of one whole always sum to it.
using SizePart = PayloadPart;

// A full image, compressed as it would be sent without a base.
struct CompressedSizes {
  std::uint64_t zstd = 0; // zstd -19
  std::uint64_t xz = 0;   // xz -9e

  [[nodiscard]] std::uint64_t smallest() const { return zstd < xz ? zstd : xz; }
  friend bool operator==(const CompressedSizes &,
                         const CompressedSizes &) = default;
};

// The difference of two whole images, as a program that knows nothing of
// functions makes it.
struct ImageDelta {
  std::string method = {}; // "zstd --patch-from -19", "bsdiff", "hdiffpatch"
  std::uint64_t bytes = 0;

  friend bool operator==(const ImageDelta &, const ImageDelta &) = default;
};

// What an image takes in a process, in whole pages of 4 KiB, as if all of it
// were resident.
struct MemoryUse {
  std::uint64_t code = 0; // executable pages
  std::uint64_t data = 0; // all other ones

  [[nodiscard]] std::uint64_t total() const { return code + data; }
  friend bool operator==(const MemoryUse &, const MemoryUse &) = default;
};

// What would be sent without this toolchain: a linked image, or anything else
// that holds one (an installer).
struct SizedFull {
  std::string name = {}; // as it was given
  std::uint64_t bytes = 0;
  CompressedSizes compressed = {};
  std::optional<MemoryUse> memory = {}; // of a linked image

  friend bool operator==(const SizedFull &, const SizedFull &) = default;
};

// A function of a payload.
struct SizedFunction {
  std::string object = {}, name = {};
  FunctionReason reason = FunctionReason::changed;
  // Code of the payload that is this function's and of none listed before it:
  // of functions that share their code the first one has it.  So the bytes of
  // all functions sum to the part "functions".
  std::uint64_t bytes = 0;
  std::uint64_t base_bytes = 0; // of what it replaces, with its pieces

  friend bool operator==(const SizedFunction &,
                         const SizedFunction &) = default;
};

// One payload of the package and the image that it is for.
struct SizedImage {
  std::string name = {}; // the base image's file name
  // Which of SizeReport::fulls replaces it.
  std::optional<std::size_t> full = {};
  std::vector<ImageDelta> deltas = {}; // from the base image to the full one
  std::uint64_t payload_bytes = 0;
  std::uint64_t packed_bytes = 0; // of its section in the package
  // Sum to payload_bytes.  The only part is "not unpacked" where the payload
  // could not be read, for it needs a base image that was not given; there are
  // no functions then.
  std::vector<SizePart> parts = {};
  std::vector<SizedFunction> functions = {}; // by place in the payload
  std::optional<MemoryUse> memory = {};      // of the payload

  friend bool operator==(const SizedImage &, const SizedImage &) = default;
};

// How many endpoints are served through which line.
struct Delivery {
  std::uint32_t endpoints = 0;
  std::uint64_t bytes_per_second = 1; // of all endpoints together, not 0

  friend bool operator==(const Delivery &, const Delivery &) = default;
};

// An earlier report, as far as it is compared with.
struct BaselineNote {
  std::string path = {};
  std::string digest = {}; // "sha256:..." of the file
  std::uint32_t sequence = 0;
  std::uint64_t package_bytes = 0;

  friend bool operator==(const BaselineNote &, const BaselineNote &) = default;
};

struct SizeReport {
  std::string product = {}, channel = {}, notes = {};
  std::uint32_t sequence = 0, supersedes = 0;
  std::vector<std::string> cves = {};
  std::optional<std::uint64_t> created = {},
                               expires = {}; // seconds since 1970, UTC
  std::uint64_t package_bytes = 0;
  // "header", "manifest", "signatures", and a section "payload NAME" for each
  // image; sum to package_bytes.
  std::vector<SizePart> parts = {};
  std::vector<SizedFull> fulls = {};
  std::vector<SizedImage> images = {}; // in the package's order
  std::optional<Delivery> delivery = {};
  std::optional<BaselineNote> baseline = {};
  std::vector<BudgetResult> budgets = {};

  friend bool operator==(const SizeReport &, const SizeReport &) = default;
};

// The smallest difference, if there is any.
std::optional<std::uint64_t> smallest_delta(const SizedImage &image);

// Bytes of functions, and of the payload's other code (fill, thunks); nothing
// if the payload was not unpacked.
std::optional<std::uint64_t> function_bytes(const SizedImage &image);

// Of a package as a whole.
struct SizeTotals {
  // Each full image counts once, however many payloads it stands against.
  // Absent unless every payload has one.
  std::optional<std::uint64_t> full = {}, full_compressed = {};
  std::optional<std::uint64_t> delta =
      {}; // absent unless every payload has one
  std::uint64_t payload = 0, packed = 0;
  std::optional<std::uint64_t>
      functions; // count; absent if one is not unpacked
  std::optional<std::uint64_t> function_bytes = {}, memory = {};

  friend bool operator==(const SizeTotals &, const SizeTotals &) = default;
};

SizeTotals totals_of(const SizeReport &report);

// What could be sent, each known one: "full image", "full image, compressed",
// "smallest delta", "payloads", "package".
std::vector<SizePart> choices_of(const SizeReport &report);

// What it takes to serve all endpoints.
struct DeliveryRow {
  std::string what = {};
  std::uint64_t bytes_each = 0; // per endpoint
  std::uint64_t bytes = 0;      // all endpoints
  std::uint64_t seconds = 0;    // rounded up

  friend bool operator==(const DeliveryRow &, const DeliveryRow &) = default;
};

// One for each of choices_of() that would be sent; none without `delivery`.
std::vector<DeliveryRow> delivery_rows(const SizeReport &report);

} // namespace hotpatch

#endif
