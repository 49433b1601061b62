// The exception directory (.pdata) of a PE image.  See pe_reader.cc.
//
// A function may have several records: pieces and parts of its prologue have
// their own, whose unwind information is chained to that of the function.  All
// of them are given the information at the chain's end, so that records with
// the same one belong together.
//
// Source: "x64 exception handling" of Microsoft's C++ documentation.
#include "formats/image/pe_reader.h"

#include "formats/core/text.h"

namespace hotpatch {

// Chains of compilers are one or two long.
static constexpr int max_chain = 32;

Expected<void> PeReader::read_unwind() {
  constexpr std::size_t record_size = 12;
  BytesView table = HP_TRY(directory(exception_directory));
  std::uint32_t size = image_.identity.size_of_image;
  for (std::size_t at = 0; at + record_size <= table.size();
       at += record_size) {
    std::uint32_t begin = read_int<std::uint32_t>(table, at).value_or(0);
    std::uint32_t end = read_int<std::uint32_t>(table, at + 4).value_or(0);
    std::uint32_t info = read_int<std::uint32_t>(table, at + 8).value_or(0);
    if (begin == end)
      continue; // room that was not needed
    std::string where =
        "exception directory: record " + std::to_string(at / record_size);
    if (begin > end || end > size)
      return fail(ErrorCode::malformed,
                  where + " covers [" + hex(begin) + ", " + hex(end) +
                      "), expected a range inside the image");
    Expected<Rva> primary = primary_unwind_info(info);
    if (!primary)
      return std::unexpected(std::move(primary).error().at(where));
    image_.unwind.push_back({begin, end, *primary, info});
  }
  return {};
}

Expected<Rva> PeReader::primary_unwind_info(Rva info) const {
  constexpr std::uint8_t flag_chained = 4;
  for (int length = 0; length < max_chain; ++length) {
    if (info & 1) { // leads to another record instead of to information
      std::optional<std::uint32_t> other =
          word_at<std::uint32_t>(std::uint64_t{info} - 1 + 8);
      if (!other)
        return fail(ErrorCode::malformed,
                    "leads to " + hex(info - 1) + ", outside of the image");
      info = *other;
      continue;
    }
    std::optional<std::uint32_t> header = word_at<std::uint32_t>(info);
    if (!header)
      return fail(ErrorCode::malformed, "unwind information at " + hex(info) +
                                            " is outside of the image");
    std::uint8_t flags = (*header >> 3) & 31;
    if (!(flags & flag_chained))
      return info;
    // The parent's record lies behind an even number of codes.
    std::uint32_t codes = (((*header >> 16) & 0xff) + 1) & ~1u;
    std::optional<std::uint32_t> parent = word_at<std::uint32_t>(
        std::uint64_t{info} + 4 + 2 * std::uint64_t{codes} + 8);
    if (!parent)
      return fail(ErrorCode::malformed, "unwind information at " + hex(info) +
                                            " is chained to nothing");
    info = *parent;
  }
  return fail(ErrorCode::malformed, "unwind information is chained more than " +
                                        std::to_string(max_chain) + " times");
}

} // namespace hotpatch
