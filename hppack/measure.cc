// Every whole is checked against the sum of its parts here, once, so that no
// view has to wonder: what does not add up is an error, never a remainder that
// hides it.  What is left of code when the functions are counted is fill and
// thunks, and has a name.
//
// Memory is counted as if all of an image were resident, in pages: the figures
// are upper bounds of both sides by the same rule, and a function of the files
// alone, which a reading of a running process would not be.
#include "hppack/measure.h"

#include "formats/core/file_name.h"
#include "formats/core/sha256.h"
#include "formats/image/image.h"
#include "formats/payload/payload.h"
#include "hppack/compress.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint64_t page = 4096;

std::uint64_t whole_pages(std::uint64_t bytes) {
  return (bytes + page - 1) / page * page;
}

// Sections may share a page; it counts for the first of them.
struct PageCounter {
  MemoryUse use = {};
  std::uint64_t end = 0; // of the last page counted

  void add(Rva rva, std::uint64_t size, bool is_code) {
    const std::uint64_t begin = std::max<std::uint64_t>(rva / page * page, end);
    end = std::max(end, whole_pages(std::uint64_t{rva} + size));
    (is_code ? use.code : use.data) += end - std::min(begin, end);
  }
};

MemoryUse memory_of(const Payload &payload) {
  PageCounter pages;
  for (const PayloadSection &section : payload.sections)
    pages.add(section.rva, section.size,
              section.kind == PayloadSectionKind::code);
  return pages.use;
}

MemoryUse memory_of(const Image &image) {
  PageCounter pages;
  for (const ImageSection &section : image.sections)
    if (section.has_place())
      pages.add(section.rva, section.size, section.is_code);
  return pages.use;
}

std::uint64_t base_bytes_of(const PayloadFunction &function) {
  std::uint64_t bytes = function.base_size;
  for (const PayloadFunction::Piece &piece : function.base_pieces)
    bytes += piece.base_size;
  return bytes;
}

// Functions are sorted by place; they may share code.
std::vector<SizedFunction> functions_of(const Payload &payload) {
  std::vector<SizedFunction> functions;
  std::uint64_t counted = 0; // code before this place is somebody's
  for (const PayloadFunction &function : payload.functions) {
    const std::uint64_t end =
        std::uint64_t{function.payload_rva} + function.size;
    const std::uint64_t begin =
        std::max<std::uint64_t>(function.payload_rva, counted);
    functions.push_back({.object = function.object,
                         .name = function.name,
                         .reason = function.reason,
                         .bytes = end - std::min(begin, end),
                         .base_bytes = base_bytes_of(function)});
    counted = std::max(counted, end);
  }
  return functions;
}

// The parts of a payload, its code divided into functions and the rest.
std::vector<SizePart> divided(const std::vector<PayloadPart> &parts,
                              std::uint64_t functions) {
  std::vector<SizePart> divided;
  for (const PayloadPart &part : parts) {
    if (part.name != "code") {
      divided.push_back(part);
      continue;
    }
    divided.push_back({"functions", functions});
    divided.push_back({"code between functions", part.bytes - functions});
  }
  return divided;
}

Expected<SizedImage> measure_image(const PackedImage &packed,
                                   const PayloadToMeasure &payload,
                                   std::span<const FullImage> fulls) {
  SizedImage image{.name = packed.name,
                   .full = payload.full,
                   .payload_bytes = packed.payload_bytes,
                   .packed_bytes = packed.stored_bytes};
  if (payload.file.empty()) {
    image.parts = {{"not unpacked", packed.payload_bytes}};
  } else {
    if (payload.file.size() != packed.payload_bytes ||
        sha256(payload.file) != packed.payload_digest)
      return fail(ErrorCode::mismatch,
                  "the payload given is not the one of the manifest");
    const Payload value = HP_TRY(read_payload(payload.file));
    image.functions = functions_of(value);
    image.memory = memory_of(value);
    image.parts = divided(HP_TRY(measure_payload(payload.file)),
                          function_bytes(image).value_or(0));
  }
  if (payload.base.empty())
    return image;
  if (HP_TRY(read_image(payload.base)).identity != packed.base)
    return fail(ErrorCode::mismatch,
                "the base image given is not the one it is for");
  if (payload.full) {
    const std::uint64_t bytes =
        HP_TRY(delta_bytes(payload.base, fulls[*payload.full].bytes));
    image.deltas = {{"zstd --patch-from -19", bytes}};
    image.deltas.insert(image.deltas.end(), payload.other_deltas.begin(),
                        payload.other_deltas.end());
  }
  return image;
}

Expected<SizedFull> measure_full(const FullImage &full) {
  SizedFull sized{.name = full.name, .bytes = full.bytes.size()};
  sized.compressed = HP_TRY(full_compressed_bytes(full.bytes));
  // An installer is no image, and nothing is wrong with it.
  if (const Expected<Image> image = read_image(full.bytes))
    sized.memory = memory_of(*image);
  return sized;
}

std::uint64_t bytes_of(const PackageFrame &frame) {
  return std::uint64_t{frame.signed_part.size()} + frame.signatures.size() +
         frame.sections.size();
}

Expected<std::vector<SizePart>> package_parts(const PackageToMeasure &package) {
  const PackageFrame &frame = package.frame;
  std::vector<SizePart> parts = {
      {"header", frame.signed_part.size() - frame.manifest.size()},
      {"manifest", frame.manifest.size()},
      {"signatures", frame.signatures.size()}};
  std::uint64_t sum = 0;
  for (const PackedImage &image : package.manifest.images) {
    parts.push_back({"payload " + image.name, image.stored_bytes});
    sum += image.stored_bytes;
  }
  if (sum != frame.sections.size())
    return fail(ErrorCode::mismatch,
                "sections have " + std::to_string(frame.sections.size()) +
                    " bytes, those of the manifest sum to " +
                    std::to_string(sum));
  return parts;
}

} // namespace

Expected<SizeReport> measure(const PackageToMeasure &package) {
  const Manifest &manifest = package.manifest;
  SizeReport report{.product = manifest.product,
                    .channel = manifest.channel,
                    .notes = manifest.notes,
                    .sequence = manifest.sequence,
                    .supersedes = manifest.supersedes,
                    .cves = manifest.cves,
                    .created = manifest.created,
                    .expires = manifest.expires,
                    .package_bytes = bytes_of(package.frame)};
  report.parts = HP_TRY(package_parts(package));
  for (const FullImage &full : package.fulls) {
    Expected<SizedFull> sized = measure_full(full);
    if (!sized)
      return std::unexpected(std::move(sized).error().at(full.name));
    report.fulls.push_back(*std::move(sized));
  }
  for (std::size_t i = 0; i < manifest.images.size(); ++i) {
    Expected<SizedImage> image =
        measure_image(manifest.images[i], package.payloads[i], package.fulls);
    if (!image)
      return std::unexpected(
          std::move(image).error().at("payload " + manifest.images[i].name));
    report.images.push_back(*std::move(image));
  }
  return report;
}

Expected<std::vector<std::optional<std::size_t>>>
pair_full_images(const Manifest &manifest, std::span<const std::string> paths) {
  const std::vector<PackedImage> &images = manifest.images;
  std::vector<std::optional<std::size_t>> pairs(images.size());
  const bool has_one_name = std::ranges::all_of(
      images, [&](const PackedImage &i) { return i.name == images[0].name; });
  for (std::size_t p = 0; p < paths.size(); ++p) {
    bool is_used = false;
    for (std::size_t i = 0; i < images.size(); ++i) {
      const bool is_only = has_one_name && paths.size() == 1;
      if (!is_only && file_name(paths[p]) != images[i].name)
        continue;
      if (const std::optional<std::size_t> other = pairs[i])
        return fail(ErrorCode::mismatch, "full images " + paths[*other] +
                                             " and " + paths[p] +
                                             " have the same file name");
      pairs[i] = p;
      is_used = true;
    }
    if (!is_used)
      return fail(ErrorCode::mismatch,
                  "full image " + paths[p] +
                      " has the file name of no base image in the package");
  }
  return pairs;
}

} // namespace hotpatch
