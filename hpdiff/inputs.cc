// See inputs.h.
#include "hpdiff/inputs.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace hotpatch {
namespace {

namespace fs = std::filesystem;

// In a build tree most files are no objects (sources, logs, dependency files);
// these extensions promise one.
bool promises_object(const std::string &path) {
  std::string extension = fs::path(path).extension().string();
  for (const char *known : {".o", ".obj", ".a", ".lib", ".lo", ".ko"})
    if (extension == known)
      return true;
  return false;
}

Expected<std::vector<InputFile>> read_list(const std::string &path) {
  MappedFile file = HP_TRY(MappedFile::open(path));
  std::vector<fs::path> paths;
  std::string_view text = as_text(file.bytes());
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    if (!line.empty())
      paths.push_back(fs::path(line).lexically_normal());
  }
  // The folder that all of them lie in.
  fs::path common = paths.empty() ? fs::path() : paths.front().parent_path();
  for (const fs::path &each : paths)
    while (!common.empty() &&
           std::ranges::mismatch(common, each).in1 != common.end())
      common = common == common.root_path() ? fs::path() : common.parent_path();
  std::vector<InputFile> files;
  for (const fs::path &each : paths)
    files.push_back({(common.empty() ? each : each.lexically_relative(common))
                         .generic_string(),
                     each.string(), true});
  return files;
}

std::string join_label(const std::string &file, const std::string &member) {
  if (member.empty())
    return file;
  return file.empty() ? member : file + "(" + member + ")";
}

Expected<void> open_members(const InputFile &file, const std::string &label,
                            OpenInput &input) {
  Archive archive = HP_TRY(read_archive(input.file.bytes()));
  fs::path folder = fs::path(file.path).parent_path();
  for (Member &member : archive.members) {
    BytesView bytes = member.bytes;
    if (archive.is_thin) {
      Expected<MappedFile> opened =
          MappedFile::open((folder / member.name).string());
      if (!opened)
        return std::unexpected(std::move(opened.error()).at(member.name));
      bytes = input.members.emplace_back(*std::move(opened)).bytes();
    }
    FileKind kind = identify(bytes);
    std::string name = join_label(label, member.name);
    input.objects.push_back(
        {std::move(name), std::move(member.name), bytes, kind, true});
  }
  return {};
}

} // namespace

Expected<std::vector<InputFile>> list_inputs(const std::string &argument) {
  std::vector<InputFile> files;
  if (argument.starts_with('@')) {
    files = HP_TRY(read_list(argument.substr(1)));
  } else if (HP_TRY(is_directory(argument))) {
    for (std::string &path : HP_TRY(list_files(argument)))
      files.push_back({path, (fs::path(argument) / path).string(), false});
  } else {
    files.push_back({"", argument, true});
  }
  std::ranges::stable_sort(files, {}, &InputFile::key);
  return files;
}

std::vector<FilePair> pair_inputs(std::vector<InputFile> pre,
                                  std::vector<InputFile> post) {
  // Two single files belong together whatever they are called.
  if (pre.size() == 1 && post.size() == 1 && pre.front().is_named &&
      post.front().is_named)
    pre.front().key = post.front().key;
  std::vector<FilePair> pairs;
  auto a = pre.begin();
  auto b = post.begin();
  while (a != pre.end() || b != post.end()) {
    FilePair pair;
    bool take_pre = b == post.end() || (a != pre.end() && a->key <= b->key);
    bool take_post = a == pre.end() || (b != post.end() && b->key <= a->key);
    if (take_pre)
      pair.pre = std::move(*a++);
    if (take_post)
      pair.post = std::move(*b++);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

Expected<OpenInput> open_input(const InputFile &file,
                               const std::string &label) {
  OpenInput input;
  input.file = HP_TRY(MappedFile::open(file.path));
  FileKind kind = identify(input.file.bytes());
  if (kind == FileKind::archive) {
    if (Expected<void> opened = open_members(file, label, input); !opened)
      return std::unexpected(std::move(opened).error());
    return input;
  }
  std::string name =
      label.empty() ? fs::path(file.path).filename().string() : label;
  input.objects.push_back({std::move(name), "", input.file.bytes(), kind,
                           file.is_named || promises_object(file.path)});
  return input;
}

std::vector<ObjectPair> pair_objects(const std::vector<InputObject> &pre,
                                     const std::vector<InputObject> &post) {
  std::map<std::string_view, std::vector<const InputObject *>> by_name;
  for (const InputObject &object : post)
    by_name[object.member].push_back(&object);
  std::vector<ObjectPair> pairs;
  auto take = [&](const InputObject &object, auto is_match) {
    std::vector<const InputObject *> &candidates = by_name[object.member];
    auto found = std::ranges::find_if(candidates, is_match);
    if (found == candidates.end())
      return false;
    pairs.push_back({&object, *found});
    candidates.erase(found);
    return true;
  };
  std::map<std::string_view, std::size_t> pre_count;
  for (const InputObject &object : pre)
    ++pre_count[object.member];
  std::vector<const InputObject *> rest;
  for (const InputObject &object : pre) {
    // A name that occurs once needs no look at the bytes.
    bool repeated =
        pre_count[object.member] > 1 || by_name[object.member].size() > 1;
    bool taken = repeated && take(object, [&](const InputObject *candidate) {
                   return equal_bytes(candidate->bytes, object.bytes);
                 });
    if (!taken)
      rest.push_back(&object);
  }
  for (const InputObject *object : rest)
    if (!take(*object, [](const InputObject *) { return true; }))
      pairs.push_back({object, nullptr});
  for (const InputObject &object : post)
    if (std::vector<const InputObject *> &left = by_name[object.member];
        std::ranges::find(left, &object) != left.end())
      pairs.push_back({nullptr, &object});
  std::ranges::stable_sort(pairs, {}, [](const ObjectPair &pair) {
    return std::string_view((pair.post ? pair.post : pair.pre)->label);
  });
  return pairs;
}

} // namespace hotpatch
