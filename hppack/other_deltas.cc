// These two are nearly always the best of the peers, and half the size of
// zstd's; a report that knew only zstd's would flatter.  Neither is needed, and
// neither is linked: they are asked as programs.
#include "hppack/other_deltas.h"

namespace hotpatch {
namespace {

// A path that no program takes for an option.
std::string as_argument(const std::string &path) {
  return path.starts_with('-') ? "./" + path : path;
}

} // namespace

Expected<std::vector<ImageDelta>>
other_deltas(const std::string &base_path, const std::string &full_path,
             const OutputSizeOf &output_size_of) {
  const std::string base = as_argument(base_path);
  const std::string full = as_argument(full_path);
  const std::vector<std::pair<std::string, std::vector<std::string>>> peers = {
      {"bsdiff", {"bsdiff", base, full, "{}"}},
      {"hdiffpatch",
       {"hdiffz", "-m-1", "-SD", "-c-lzma2-9", "-f", base, full, "{}"}}};
  std::vector<ImageDelta> deltas;
  for (const auto &[method, command] : peers)
    if (const std::optional<std::uint64_t> bytes =
            HP_TRY(output_size_of(command)))
      deltas.push_back({method, *bytes});
  return deltas;
}

} // namespace hotpatch
