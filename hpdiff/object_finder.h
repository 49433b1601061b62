// Finds objects of an input again, by the labels that a report names them by.
#ifndef HOTPATCH_HPDIFF_OBJECT_FINDER_H
#define HOTPATCH_HPDIFF_OBJECT_FINDER_H

#include "hpdiff/inputs.h"

#include <string>
#include <vector>

namespace hotpatch {

// Of one side of the file pairs.  Keeps one file open at a time; the pairs must
// outlive it.
class ObjectFinder {
public:
  enum class Of : std::uint8_t { pre, post };
  ObjectFinder(const std::vector<FilePair> &files, Of side);

  // The objects with that label: none, or several if an archive has members of
  // one name.  Valid until the next call.
  std::vector<BytesView> find(const std::string &label);

private:
  [[nodiscard]] std::vector<BytesView> in_open(const std::string &label) const;

  const std::vector<FilePair> &files_;
  Of side_;
  OpenInput open_;
};

} // namespace hotpatch

#endif
