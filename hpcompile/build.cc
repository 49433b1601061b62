// See build.h.  The comparison maps and unmaps its inputs batch by batch; what
// comes after it needs all objects at once, but touches little of their bytes:
// debug information, by far the most, is read only where types are asked for.
#include "hpcompile/build.h"

namespace hotpatch {

const BuildObject *Build::numbered(std::uint32_t number) const {
  if (number >= by_number.size() || by_number[number] == no_index)
    return nullptr;
  return &objects[by_number[number]];
}

Expected<Build> read_build(const std::string &argument) {
  Expected<std::vector<InputFile>> inputs = list_inputs(argument);
  if (!inputs)
    return std::unexpected(std::move(inputs).error().at(argument));
  Build build;
  build.decoders = std::make_unique<Decoders>();
  for (const InputFile &file : *inputs) {
    const std::string label = file.is_named && file.key.empty() ? "" : file.key;
    Expected<OpenInput> opened = open_input(file, label);
    if (!opened)
      continue;
    for (const InputObject &object : opened->objects) {
      build.by_number.push_back(no_index);
      if (object.kind != FileKind::elf_object &&
          object.kind != FileKind::coff_object)
        continue;
      Expected<Side> side = read_side(object.bytes, *build.decoders);
      if (!side)
        continue;
      build.by_number.back() = static_cast<std::uint32_t>(build.objects.size());
      build.objects.push_back({object.label, object.bytes, *std::move(side)});
    }
    build.files.push_back(*std::move(opened));
  }
  return build;
}

} // namespace hotpatch
