#include "hpapply/exports.h"

#include <algorithm>
#include <charconv>

namespace hotpatch {
namespace {

// Forwarders of system libraries lead to one or two others.
constexpr int max_forwards = 8;

char lower_case(char letter) {
  return 'A' <= letter && letter <= 'Z'
             ? static_cast<char>(letter + ('a' - 'A'))
             : letter;
}

bool is_named(const LoadedModule &module, std::string_view name) {
  return name.empty() || std::ranges::equal(module_name(module.path), name, {},
                                            lower_case, lower_case);
}

const Export *find_in(const Image &image, const PayloadImport &wanted) {
  const auto found = std::ranges::find_if(image.exports, [&](const Export &e) {
    return wanted.name.empty() ? e.ordinal == wanted.ordinal
                               : e.name == wanted.name;
  });
  return found == image.exports.end() ? nullptr : &*found;
}

// "OTHER.name" or "OTHER.#7"; the module's extension is left out.
// Source: PE/COFF specification, "Export Address Table".
std::optional<PayloadImport> parse_forwarder(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == text.size())
    return std::nullopt;
  PayloadImport target{.module = std::string(text.substr(0, dot)) + ".dll"};
  const std::string_view name = text.substr(dot + 1);
  if (!name.starts_with('#')) {
    target.name = name;
    return target;
  }
  const char *const end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data() + 1, end, target.ordinal);
  if (parsed.ec != std::errc() || parsed.ptr != end)
    return std::nullopt;
  return target;
}

} // namespace

Expected<const RunningImage *> Exports::image(std::size_t i) {
  if (!modules_)
    modules_ = HP_TRY(process_.modules());
  while (i >= images_.size() && read_ < modules_->size()) {
    Expected<RunningImage> image =
        read_running_image(process_, (*modules_)[read_++], {});
    if (image) // what we cannot read exports nothing for us
      images_.push_back(*std::move(image));
  }
  return i < images_.size() ? &images_[i] : nullptr;
}

Expected<std::optional<ExportPlace>>
Exports::find(const PayloadImport &wanted) {
  return find(wanted, 0);
}

Expected<std::optional<ExportPlace>>
Exports::find_for(Address base, const PayloadImport &wanted) {
  if (!wanted.module.empty())
    return find(wanted);
  for (std::size_t i = 0;; ++i) {
    const RunningImage *const importer = HP_TRY(image(i));
    if (!importer)
      return std::nullopt;
    if (importer->image.identity.format == ObjectFormat::elf)
      return find(wanted);
    if (importer->module.base != base)
      continue;
    PayloadImport named = wanted;
    for (const std::string_view module : importer->image.needed) {
      named.module = module;
      if (std::optional<ExportPlace> place = HP_TRY(find(named)))
        return place;
    }
    return std::nullopt;
  }
}

Expected<std::optional<ExportPlace>> Exports::find(const PayloadImport &wanted,
                                                   int forwards) {
  for (std::size_t i = 0;; ++i) {
    const RunningImage *const running = HP_TRY(image(i));
    if (!running)
      return std::nullopt;
    if (!is_named(running->module, wanted.module))
      continue;
    const Export *const found = find_in(running->image, wanted);
    if (!found)
      continue;
    if (found->forwarder.empty())
      return ExportPlace{running->module.base + found->rva, found->is_indirect};
    const std::optional<PayloadImport> target =
        parse_forwarder(found->forwarder);
    if (!target || forwards == max_forwards)
      return std::nullopt;
    return find(*target, forwards + 1);
  }
}

} // namespace hotpatch
