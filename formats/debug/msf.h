// The container of a PDB: numbered streams, each scattered over blocks.
#ifndef HOTPATCH_FORMATS_DEBUG_MSF_H
#define HOTPATCH_FORMATS_DEBUG_MSF_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

class MsfFile {
public:
  // `file` must outlive the value.  malformed: no MSF 7.00 file, or its
  // directory breaks the format.  unsupported: the older MSF 2.00, or a
  // directory too large for one block of block numbers.
  // Source: LLVM's docs/PDB/MsfFile.rst.
  static Expected<MsfFile> read(BytesView file);

  [[nodiscard]] std::size_t stream_count() const { return streams_.size(); }

  // The bytes of a stream, copied together.  All streams together are no
  // larger than the file.  malformed: there is no such stream, or a block lies
  // outside the file.
  [[nodiscard]] Expected<std::string> stream(std::uint32_t index) const;

private:
  struct Stream {
    std::uint32_t size = 0;
    std::size_t first_block = 0; // in blocks_
  };

  MsfFile(BytesView file, std::uint32_t block_bytes)
      : file_(file), block_bytes_(block_bytes) {}

  [[nodiscard]] std::uint64_t blocks_for(std::uint64_t size) const {
    return (size + block_bytes_ - 1) / block_bytes_;
  }
  Expected<void> append_block(std::uint32_t block, std::uint64_t size,
                              std::string &to) const;
  Expected<void> read_directory(const std::string &directory);

  BytesView file_;
  std::uint32_t block_bytes_;
  std::vector<Stream> streams_;
  std::vector<std::uint32_t> blocks_; // of all streams, in their order
};

} // namespace hotpatch

#endif
