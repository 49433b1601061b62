// One figure a line and not one image a line: whoever filters by `kind` gets a
// column that can be summed, and new figures are new lines, not new columns.
#include "hppack/report_csv.h"

#include "cli/escape.h"
#include "formats/payload/words.h"

#include <array>

namespace hotpatch {
namespace {

struct Line {
  std::string kind = {}; // a word of ours
  std::string image = {}, object = {}, name = {};
  std::string reason = {};
  std::uint64_t bytes = 0;
  std::string base_bytes = {};
};

std::string to_text(const Line &line) {
  return line.kind + "," + csv_field(line.image) + "," +
         csv_field(line.object) + "," + csv_field(line.name) + "," +
         line.reason + "," + std::to_string(line.bytes) + "," +
         line.base_bytes + "\r\n";
}

void add_full(std::vector<Line> &lines, const SizedFull &full) {
  lines.push_back({.kind = "full", .name = full.name, .bytes = full.bytes});
  lines.push_back(
      {.kind = "full_zstd", .name = full.name, .bytes = full.compressed.zstd});
  lines.push_back(
      {.kind = "full_xz", .name = full.name, .bytes = full.compressed.xz});
  if (!full.memory)
    return;
  lines.push_back({.kind = "full_memory",
                   .name = full.name,
                   .bytes = full.memory->total()});
}

void add_image(std::vector<Line> &lines, const SizedImage &image) {
  for (const ImageDelta &delta : image.deltas)
    lines.push_back({.kind = "delta",
                     .image = image.name,
                     .name = delta.method,
                     .bytes = delta.bytes});
  lines.push_back(
      {.kind = "payload", .image = image.name, .bytes = image.payload_bytes});
  lines.push_back(
      {.kind = "packed", .image = image.name, .bytes = image.packed_bytes});
  if (image.memory)
    lines.push_back({.kind = "memory",
                     .image = image.name,
                     .bytes = image.memory->total()});
  for (const SizePart &part : image.parts)
    lines.push_back({.kind = "payload_part",
                     .image = image.name,
                     .name = part.name,
                     .bytes = part.bytes});
  for (const SizedFunction &function : image.functions)
    lines.push_back({.kind = "function",
                     .image = image.name,
                     .object = function.object,
                     .name = function.name,
                     .reason = std::string(to_word(function.reason)),
                     .bytes = function.bytes,
                     .base_bytes = std::to_string(function.base_bytes)});
}

} // namespace

std::string render_size_csv(const SizeReport &report) {
  std::vector<Line> lines = {{.kind = "package",
                              .name = report.product,
                              .bytes = report.package_bytes}};
  for (const SizePart &part : report.parts)
    lines.push_back(
        {.kind = "package_part", .name = part.name, .bytes = part.bytes});
  for (const SizedFull &full : report.fulls)
    add_full(lines, full);
  for (const SizedImage &image : report.images)
    add_image(lines, image);
  std::string text = "kind,image,object,name,reason,bytes,base_bytes\r\n";
  for (const Line &line : lines)
    text += to_text(line);
  return text;
}

} // namespace hotpatch
