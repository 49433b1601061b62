// What PRE and POST on the command line stand for: pairs of objects.
#ifndef HOTPATCH_HPDIFF_INPUTS_H
#define HOTPATCH_HPDIFF_INPUTS_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "formats/object/archive.h"
#include "hpdiff/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A file of an input.
struct InputFile {
  std::string key;  // pairs it with the other side's file of the same key
  std::string path; // to open it
  // Named by the user (an argument or a line of a list), rather than found in
  // a directory, where anything may lie about.
  bool is_named = false;
};

// The files that an argument stands for, sorted by key: a file (key ""), a
// directory (keys are paths relative to it), or @list, a text file with one
// path a line (keys are paths relative to what all of them have in common).
// io: the argument or the list cannot be read.
Expected<std::vector<InputFile>> list_inputs(const std::string &argument);

// Files of both sides with the same key; at least one.
struct FilePair {
  std::optional<InputFile> pre, post;
};

std::vector<FilePair> pair_inputs(std::vector<InputFile> pre,
                                  std::vector<InputFile> post);

// An object (or what should be one), from a file or an archive.
struct InputObject {
  std::string label;  // for the report: path, member, or "path(member)"
  std::string member; // empty if the file itself is the object
  BytesView bytes;
  FileKind kind = FileKind::unknown;
  bool should_be_object = false; // trouble if it is none
  std::uint32_t number = 0;      // among all of its side; set by who opens many
};

// A file, opened, with the objects in it.  Views stay valid while it lives.
struct OpenInput {
  MappedFile file;
  std::vector<MappedFile> members; // of a thin archive
  std::vector<InputObject> objects;
};

// How labels name a file: "" leaves only member names (an archive given as the
// argument), a path goes before them.
// io, malformed: the file or its archive directory cannot be read; the message
// names the place in it.
Expected<OpenInput> open_input(const InputFile &file, const std::string &label);

// Pairs the objects of two files by member name.  Of members that share a name
// those with equal bytes belong together, the rest pairs up in order.
struct ObjectPair {
  const InputObject *pre = nullptr, *post = nullptr; // at least one
};
std::vector<ObjectPair> pair_objects(const std::vector<InputObject> &pre,
                                     const std::vector<InputObject> &post);

} // namespace hotpatch

#endif
