// Payloads, images and packages to test hppack with, all made up.
#ifndef HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_PACKAGE_H
#define HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_PACKAGE_H

#include "hppack/build.h"
#include "hppack/inputs.h"
#include "tests/support/package_builder.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/package/packed_bases.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {

// Payloads for different images, each with its base.  Payload i is for an image
// whose checksum is i.
class MadeUpPayloads {
public:
  // `names` are those of the images.
  explicit MadeUpPayloads(const std::vector<std::string> &names) {
    const BaseMemory memory = made_up_base();
    for (const std::string &name : names) {
      Payload payload = made_for(full_payload(ObjectFormat::coff), memory);
      payload.base_name = name;
      payload.base.checksum = static_cast<std::uint32_t>(files_.size());
      bases_.push_back({.path = "images/" + name,
                        .identity = payload.base,
                        .memory = memory});
      files_.push_back(write_payload(payload).value());
      sequence_ = payload.sequence;
    }
  }

  [[nodiscard]] const std::vector<BaseInput> &bases() const { return bases_; }
  [[nodiscard]] const std::vector<std::byte> &file(std::size_t i) const {
    return files_.at(i);
  }

  // To build with all payloads and bases.
  [[nodiscard]] BuildInputs inputs(const PrivateKey *key) const {
    BuildInputs inputs{.bases = bases_,
                       .manifest = {.product = "shop", .sequence = sequence_},
                       .key = key};
    for (std::size_t i = 0; i < files_.size(); ++i)
      inputs.payloads.push_back(
          {"payloads/" + std::to_string(i), BytesView(files_[i])});
    return inputs;
  }

private:
  std::vector<BaseInput> bases_;
  std::vector<std::vector<std::byte>> files_;
  std::uint32_t sequence_ = 0;
};

} // namespace hotpatch

#endif
