// An image is copied as far as it is constant, then closed: a build with many
// images holds little more than what it compresses against.
#include "hppack/inputs.h"

#include "formats/image/image.h"
#include "formats/package/packed_payload.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

Expected<BaseInput> read_base(const std::string &path) {
  const NamedFile input = HP_TRY(open_named(path));
  const Image image = HP_TRY(at_path(read_image(input.file.bytes()), path));
  return BaseInput{
      .path = path, .identity = image.identity, .memory = base_memory(image)};
}

} // namespace

Expected<std::vector<BaseInput>>
read_bases(const std::vector<std::string> &paths) {
  std::vector<BaseInput> bases;
  for (const std::string &path : paths)
    bases.push_back(HP_TRY(read_base(path)));
  return bases;
}

const BaseInput *base_with(const std::vector<BaseInput> &bases,
                           const ImageIdentity &identity) {
  const auto found = std::ranges::find(bases, identity, &BaseInput::identity);
  return found == bases.end() ? nullptr : &*found;
}

Expected<std::optional<std::vector<std::byte>>>
unpack_with(const PackedImage &image, BytesView section,
            const std::vector<BaseInput> &bases) {
  const BaseInput *base = base_with(bases, image.base);
  if (image.base_check && !base)
    return std::nullopt;
  return HP_TRY(unpack_payload(image, section, base ? &base->memory : nullptr));
}

Expected<NamedFile> open_named(const std::string &path) {
  MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  return NamedFile{path, std::move(file)};
}

} // namespace hotpatch
