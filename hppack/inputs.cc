// An image is copied as far as it is constant, then closed: a build with many
// images holds little more than what it compresses against.
#include "hppack/inputs.h"

#include "formats/image/image.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

Expected<BaseInput> read_base(const std::string &path) {
  const NamedFile input = HP_TRY(open_named(path));
  const Expected<Image> image = read_image(input.file.bytes());
  if (!image)
    return std::unexpected(Error(image.error()).at(path));
  return BaseInput{
      .path = path, .identity = image->identity, .memory = base_memory(*image)};
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

Expected<NamedFile> open_named(const std::string &path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return std::unexpected(std::move(file).error().at(path));
  return NamedFile{path, *std::move(file)};
}

} // namespace hotpatch
