// From a package's values and images to its SizeReport.
#ifndef HOTPATCH_HPPACK_MEASURE_H
#define HOTPATCH_HPPACK_MEASURE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "hppack/size_report.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// A full image's file.  The bytes live as long as the caller says; they are
// looked at while measuring and not kept.
struct FullImage {
  std::string name = {};
  BytesView bytes = {};
};

// What is known of one payload of the package.
struct PayloadToMeasure {
  // The payload file; empty: it was not unpacked, and of the payload only its
  // sizes in the manifest are reported.
  BytesView file = {};
  // The base image's file; empty: not given, and there are no differences.
  BytesView base = {};
  // Which of PackageToMeasure::fulls replaces the base image.
  std::optional<std::size_t> full = {};
  // Differences from `base` to `full` that other programs have made (bsdiff,
  // HDiffPatch); the one of zstd is made here.
  std::vector<ImageDelta> other_deltas = {};
};

struct PackageToMeasure {
  Manifest manifest = {};
  PackageFrame frame = {}; // the package it is the manifest of
  std::vector<PayloadToMeasure> payloads = {}; // one for each manifest.images
  std::vector<FullImage> fulls = {};
};

// The report without delivery, baseline and budgets.  How many bytes of the
// package a single function takes is not said: all functions of a payload are
// compressed together, and any share would be invented.
//
// Takes one to three seconds for each MB of full images (zstd -19, xz -9e and
// the difference).
//
// mismatch: the manifest's sections do not sum to the package's; a payload is
// not the one of the manifest; a base image is not the one that its payload is
// for. malformed: a payload or base image cannot be read.  unsupported: an
// image is too large to compress.
Expected<SizeReport> measure(const PackageToMeasure &package);

// Which of the full images (paths) stands against which payload: the one with
// the base image's file name; else the only one there is, if all payloads are
// for images of one name.  One entry for each image of the manifest.
// mismatch: a full image fits no payload, or two fit one.
Expected<std::vector<std::optional<std::size_t>>>
pair_full_images(const Manifest &manifest, std::span<const std::string> paths);

} // namespace hotpatch

#endif
