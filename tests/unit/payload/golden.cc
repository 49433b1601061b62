// See golden.h.
#include "tests/unit/payload/golden.h"

#include "tests/support/hex.h"

#include "formats/core/file.h"

#include <gtest/gtest.h>

namespace hotpatch {

std::string read_golden_text(const std::string &name) {
  const Expected<MappedFile> file =
      MappedFile::open(std::string(HP_GOLDEN_DIR "/payload/") + name);
  if (!file) {
    ADD_FAILURE() << name << ": " << file.error().message;
    return {};
  }
  return std::string(as_text(file->bytes()));
}

std::vector<std::byte> read_golden(const std::string &name) {
  return from_hex(read_golden_text(name + ".hex"));
}

} // namespace hotpatch
