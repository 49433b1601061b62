// Data as parts: see part_builder.h.
//
// A table of 4-byte distances (a jump table, a relative lookup table) counts
// from its own start: the assembler writes target - table as a PC-relative
// field whose addend grows with the place of the entry.  What the entry leads
// to is found by taking that place off again.
#include "hpcompile/part_builder.h"

#include "formats/core/text.h"
#include "hpcompile/literal.h"
#include "hpdiff/atoms.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

PayloadSectionKind kind_of(const Section &section) {
  return section.kind == SectionKind::writable ||
                 section.kind == SectionKind::bss
             ? PayloadSectionKind::writable
             : PayloadSectionKind::read_only;
}

class DataBuilder {
public:
  DataBuilder(const PartContext &context, std::uint32_t object,
              const Extent &extent)
      : context_(context), object_(object), extent_(extent),
        side_(context.post.objects[object].side),
        section_(side_.object().sections[extent.section]) {}

  Part run(const ContentUse &use) {
    part_.section = kind_of(section_);
    part_.size = extent_.size();
    part_.alignment = alignment_at(section_, extent_.begin);
    if (std::optional<BytesView> bytes =
            slice(section_.bytes, extent_.begin, extent_.size()))
      part_.bytes.assign(bytes->begin(), bytes->end());
    for (const Relocation &relocation : side_.relocations_in(extent_))
      add(relocation);
    if (use.holds_distances)
      add_resolved();
    return std::move(part_);
  }

private:
  void refuse(const Relocation &relocation, std::string_view what) {
    context_.refuse(
        RefusalReason::unsupported_relocation,
        std::string(section_.name) + "+" + hex(relocation.offset) + ": " +
            relocation_name(side_.object().machine, relocation.type) + ": " +
            std::string(what));
  }

  void add(const Relocation &relocation) {
    const std::uint64_t at = relocation.offset - extent_.begin;
    if (relocation.form == RelocationForm::opaque && relocation.width == 0)
      return; // R_X86_64_NONE
    if (at + relocation.width > part_.bytes.size())
      return refuse(relocation, "reaches out of the datum");
    Link link{.at = static_cast<std::uint32_t>(at)};
    Target target;
    if (relocation.form == RelocationForm::absolute && relocation.width == 8) {
      link.form = Link::Form::absolute;
      target = side_.target_of(extent_.section, relocation);
    } else if (relocation.form == RelocationForm::pc_relative &&
               relocation.width == 4) {
      link.addend = static_cast<std::int64_t>(at);
      target = side_.resolve(relocation.symbol,
                             relocation.addend + data_bias(side_, relocation) -
                                 static_cast<std::int64_t>(at));
    } else {
      return refuse(relocation, "not supported in data of a payload");
    }
    std::fill_n(part_.bytes.begin() + static_cast<std::ptrdiff_t>(at),
                relocation.width, std::byte{0});
    const Resolution resolution =
        context_.resolver.resolve(object_, target, Access::direct, {}, {});
    if (resolution.kind == Resolution::Kind::refused)
      return context_.refuse(resolution.reason, std::string(section_.name) +
                                                    "+" +
                                                    hex(relocation.offset) +
                                                    ": " + resolution.detail);
    add_link(context_, part_, link, resolution, false);
  }

  // An entry of a table that leads into the table's own section.
  struct Resolved {
    std::uint64_t at = 0, place = 0;
  };

  // Entries that the assembler has left no relocation for.  The table ends
  // where they stop making sense: none leads out of the section, nor to an
  // entry.
  std::vector<Resolved> resolved_entries() {
    std::vector<Resolved> entries;
    std::uint64_t size = part_.bytes.size();
    for (std::uint64_t at = 0; at + entry_size <= size; at += entry_size) {
      if (std::ranges::binary_search(part_.links, at, {}, &Link::at))
        continue;
      const std::uint64_t place =
          extent_.begin +
          static_cast<std::uint64_t>(
              read_signed(part_.bytes, at, entry_size).value_or(0));
      const bool is_entry =
          extent_.begin <= place && place < extent_.begin + at + entry_size;
      if (place >= section_.size || is_entry) {
        size = at;
        break;
      }
      if (place > extent_.begin)
        size = std::min(size, place - extent_.begin);
      entries.push_back({at, place});
    }
    part_.bytes.resize(size);
    part_.size = size;
    std::erase_if(part_.links,
                  [&](const Link &link) { return link.at >= size; });
    return entries;
  }

  // Where entries lead, by entry.  Unnamed content that has one end is one
  // piece: it begins with the first place in it, and comes along once.
  std::vector<Target> targets_of(const std::vector<Resolved> &entries) {
    std::vector<Target> targets;
    std::map<std::uint64_t, std::int64_t> begins; // by the end
    const auto end_of = [this](const Target &target) {
      return context_.end_of_content(object_, target.index,
                                     static_cast<std::uint64_t>(target.offset));
    };
    for (const Resolved &entry : entries) {
      const Target &target = targets.emplace_back(side_.resolve_place(
          extent_.section, static_cast<std::int64_t>(entry.place)));
      if (target.kind != Target::Kind::content)
        continue;
      std::int64_t &begin =
          begins.try_emplace(end_of(target), target.offset).first->second;
      begin = std::min(begin, target.offset);
    }
    for (Target &target : targets)
      if (target.kind == Target::Kind::content) {
        const std::int64_t begin = begins.at(end_of(target));
        target.delta = target.offset - begin;
        target.offset = begin;
      }
    return targets;
  }

  void add_resolved() {
    const std::vector<Resolved> entries = resolved_entries();
    const std::vector<Target> targets = targets_of(entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::uint64_t at = entries[i].at;
      std::fill_n(part_.bytes.begin() + static_cast<std::ptrdiff_t>(at),
                  entry_size, std::byte{0});
      Link link{.at = static_cast<std::uint32_t>(at)};
      link.addend = static_cast<std::int64_t>(at);
      const Resolution resolution = context_.resolver.resolve(
          object_, targets[i], Access::direct, {}, {});
      if (resolution.kind == Resolution::Kind::refused)
        return context_.refuse(resolution.reason, std::string(section_.name) +
                                                      "+" +
                                                      hex(extent_.begin + at) +
                                                      ": " + resolution.detail);
      add_link(context_, part_, link, resolution, false);
    }
    std::ranges::sort(part_.links, {}, &Link::at);
  }

  static constexpr std::uint64_t entry_size = 4;
  const PartContext &context_;
  std::uint32_t object_;
  Extent extent_;
  const Side &side_;
  const Section &section_;
  Part part_;
};

} // namespace

Part build_data(const PartContext &context, std::uint32_t object,
                const Extent &extent, const ContentUse &use) {
  return DataBuilder(context, object, extent).run(use);
}

} // namespace hotpatch
