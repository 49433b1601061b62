// Streams out of the blocks of an MSF 7.00 file.
//
//   super block ──> block of block numbers ──> directory ──> streams
//
// A stream is copied together when it is asked for.  LLVM's MappedBlockStream
// copies lazily and caches each piece, which pays where few records are read;
// symbols are read whole.
//
// In a sound file no block belongs to two streams, so all streams together are
// no larger than the file.  That is checked once and bounds the memory and time
// of everything that reads them: a hostile directory could otherwise name one
// block a million times.
#include "formats/debug/msf.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

#include <algorithm>
#include <bit>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic =
    "Microsoft C/C++ MSF 7.00\r\n\x1a\x44\x53\0\0\0"sv;
constexpr std::string_view magic_before = "Microsoft C/C++ program database 2";
constexpr std::uint32_t least_block = 512, most_block = 65536;
constexpr std::uint32_t deleted = 0xffffffff; // size of a stream

} // namespace

Expected<MsfFile> MsfFile::read(BytesView file) {
  if (as_text(file).starts_with(magic_before))
    return fail(ErrorCode::unsupported,
                "a PDB of format 2.00 (Visual C++ 6), expected 7.00");
  Cursor cursor(file);
  if (as_text(cursor.take(magic.size())) != magic)
    return fail(ErrorCode::malformed, "no PDB: it does not begin with "
                                      "\"Microsoft C/C++ MSF 7.00\"");
  const std::uint32_t block_bytes = cursor.u32();
  cursor.take(8); // map of free blocks, number of blocks
  const std::uint32_t directory_bytes = cursor.u32();
  cursor.u32();
  const std::uint32_t map_block = cursor.u32();
  if (cursor.failed())
    return fail(ErrorCode::malformed, "super block is cut short");
  if (!std::has_single_bit(block_bytes) || block_bytes < least_block ||
      block_bytes > most_block)
    return fail(ErrorCode::malformed,
                message("blocks of {} bytes, expected a power of 2 from {} to "
                        "{}",
                        {block_bytes, least_block, most_block}));
  MsfFile msf(file, block_bytes);
  const std::uint64_t map_bytes = msf.blocks_for(directory_bytes) * 4;
  if (directory_bytes > file.size())
    return fail(ErrorCode::malformed,
                message("directory of {} bytes in a file of {}",
                        {directory_bytes, file.size()}));
  if (map_bytes > block_bytes)
    return fail(ErrorCode::unsupported,
                message("directory of {} bytes, whose block numbers do not fit "
                        "in one block of {}",
                        {directory_bytes, block_bytes}));
  std::string map;
  HP_TRY(msf.append_block(map_block, map_bytes, map));
  std::string directory;
  Cursor numbers(as_bytes(map));
  while (!numbers.at_end())
    HP_TRY(
        msf.append_block(numbers.u32(),
                         std::min<std::uint64_t>(
                             block_bytes, directory_bytes - directory.size()),
                         directory));
  HP_TRY(msf.read_directory(directory));
  return msf;
}

Expected<void> MsfFile::read_directory(const std::string &directory) {
  Cursor cursor(as_bytes(directory));
  const std::uint32_t count = cursor.u32();
  Cursor sizes(cursor.take(std::uint64_t{count} * 4));
  std::uint64_t blocks = 0;
  for (std::uint32_t i = 0; i < count && !cursor.failed(); ++i) {
    const std::uint32_t size = sizes.u32();
    streams_.push_back({.size = size == deleted ? 0 : size,
                        .first_block = static_cast<std::size_t>(blocks)});
    blocks += blocks_for(streams_.back().size);
  }
  if (blocks > blocks_for(file_.size()))
    return fail(ErrorCode::malformed,
                message("streams of {} blocks in a file of {}",
                        {blocks, blocks_for(file_.size())}));
  while (blocks_.size() < blocks && !cursor.failed())
    blocks_.push_back(cursor.u32());
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("directory of {} streams is cut short", {count}));
  return {};
}

Expected<void> MsfFile::append_block(std::uint32_t block, std::uint64_t size,
                                     std::string &to) const {
  const std::uint64_t begin = std::uint64_t{block} * block_bytes_;
  const std::optional<BytesView> bytes = slice(file_, begin, size);
  if (!bytes)
    return fail(ErrorCode::malformed,
                message("block {} at {:#x} is past the end ({:#x})",
                        {block, begin, file_.size()}));
  to += as_text(*bytes);
  return {};
}

Expected<std::string> MsfFile::stream(std::uint32_t index) const {
  if (index >= streams_.size())
    return fail(ErrorCode::malformed,
                message("stream {} of {}", {index, streams_.size()}));
  const Stream &stream = streams_[index];
  std::string bytes;
  for (std::size_t i = stream.first_block; bytes.size() < stream.size; ++i) {
    Expected<void> appended = append_block(
        blocks_[i],
        std::min<std::uint64_t>(block_bytes_, stream.size - bytes.size()),
        bytes);
    if (!appended)
      return std::unexpected(
          std::move(appended).error().at(message("stream {}", {index})));
  }
  return bytes;
}

} // namespace hotpatch
