// See object_finder.h.  A label says in which file an object is, so at most one
// file is opened for each (or none, if it is the one that is open).
#include "hpdiff/object_finder.h"

namespace hotpatch {

ObjectFinder::ObjectFinder(const std::vector<FilePair> &files, Of side)
    : files_(files), side_(side) {}

std::vector<BytesView> ObjectFinder::find(const std::string &label) {
  if (std::vector<BytesView> found = in_open(label); !found.empty())
    return found;
  for (const FilePair &pair : files_) {
    const std::optional<InputFile> &file =
        side_ == Of::pre ? pair.pre : pair.post;
    const bool single = file && file->is_named && file->key.empty();
    if (!file ||
        (!single && label != file->key && !label.starts_with(file->key + "(")))
      continue;
    Expected<OpenInput> input = open_input(*file, single ? "" : file->key);
    if (!input)
      continue;
    open_ = *std::move(input);
    if (std::vector<BytesView> found = in_open(label); !found.empty())
      return found;
    // The report calls two files given as arguments by one name.
    if (single && open_.objects.size() == 1 &&
        open_.objects.front().member.empty())
      return {open_.objects.front().bytes};
  }
  return {};
}

std::vector<BytesView> ObjectFinder::in_open(const std::string &label) const {
  std::vector<BytesView> found;
  for (const InputObject &object : open_.objects)
    if (object.label == label)
      found.push_back(object.bytes);
  return found;
}

} // namespace hotpatch
