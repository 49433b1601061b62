// See unwind_part.h.  Pieces become parts one to one; what they share (CIEs,
// and in PE the stubs through which UNWIND_INFO reaches a handler in the base
// image, which may lie below the payload) is added once.
#include "hpcompile/unwind_part.h"

#include <algorithm>

namespace hotpatch {
namespace {

class UnwindParts {
public:
  UnwindParts(const PartContext &context, std::uint32_t object,
              std::uint32_t function, const std::vector<std::uint32_t> &parts,
              const CarriedUnwind &unwind, SharedParts &shared,
              Selection &selection)
      : context_(context), object_(object), parts_(parts), unwind_(unwind),
        shared_(shared), selection_(selection),
        side_(context.post.objects[object].side),
        own_(side_.contents().representative(function)), function_(function) {}

  void run() {
    for (std::size_t i = 0; i < unwind_.pieces.size(); ++i)
      pieces_.push_back(add_part());
    for (std::size_t i = 0; i < unwind_.pieces.size(); ++i) {
      Part part = build(unwind_.pieces[i]);
      part.is_frame = cie_number(i) != no_index;
      selection_.parts[pieces_[i]] = std::move(part);
    }
    for (const CarriedUnwind::Range &range : unwind_.ranges)
      add_range(range);
  }

private:
  std::uint32_t add_part() {
    selection_.parts.emplace_back();
    return static_cast<std::uint32_t>(selection_.parts.size() - 1);
  }

  [[nodiscard]] std::uint32_t cie_number(std::size_t piece) const {
    return piece < unwind_.cie_of_piece.size() ? unwind_.cie_of_piece[piece]
                                               : no_index;
  }

  // The extent's part that holds an offset of the function.
  [[nodiscard]] PartPlace own_place(std::uint64_t offset) const {
    const auto [extent, at] =
        side_.contents().functions[function_].extent_at(offset);
    return {parts_[extent], static_cast<std::int64_t>(at)};
  }

  Part build(const UnwindPiece &piece) {
    Part part{.section = PayloadSectionKind::unwind};
    part.bytes = piece.bytes;
    part.size = piece.bytes.size();
    part.alignment = piece.alignment;
    for (const UnwindPiece::Field &field : piece.fields)
      add_field(part, field);
    std::ranges::sort(part.links, {}, &Link::at);
    return part;
  }

  void add_field(Part &part, const UnwindPiece::Field &field) {
    Link link{.at = field.at};
    using Form = UnwindPiece::FieldForm;
    link.form = field.form == Form::rel32      ? Link::Form::rel32
                : field.form == Form::absolute ? Link::Form::absolute
                                               : Link::Form::payload_rva;
    const Target &target = field.target;
    if (field.piece != no_index) {
      link.part = pieces_[field.piece];
      link.addend = target.offset + field.addend;
    } else if (target.kind == Target::Kind::code &&
               (target.index == own_ || target.index == function_)) {
      const PartPlace place =
          own_place(static_cast<std::uint64_t>(target.offset));
      link.part = place.part;
      link.addend = place.offset + field.addend;
    } else {
      const Access access = field.is_handler ? Access::call
                            : field.is_slot  ? Access::slot
                                             : Access::direct;
      Resolution resolution =
          context_.resolver.resolve(object_, target, access, {}, {});
      resolution.offset += field.addend;
      if (field.is_handler)
        return add_handler(part, link, resolution);
      return add_link(context_, part, link, resolution, false);
    }
    part.links.push_back(link);
  }

  // Through a jump of the payload's own: handlers are named by RVAs.
  void add_handler(Part &part, Link link, const Resolution &resolution) {
    Part stub{.section = PayloadSectionKind::code};
    stub.bytes.assign(5, std::byte{0});
    stub.bytes[0] = std::byte{0xe9};
    stub.size = stub.bytes.size();
    stub.alignment = 8;
    add_link(context_, stub, {.at = 1, .addend = -4}, resolution, true);
    if (stub.links.empty())
      return;
    const Link &jump = stub.links.front();
    auto [entry, is_new] = shared_.handlers.try_emplace(
        {jump.part, jump.base, jump.addend}, no_index);
    if (is_new) {
      entry->second = add_part();
      selection_.parts[entry->second] = std::move(stub);
    }
    link.part = entry->second;
    part.links.push_back(link);
  }

  std::uint32_t shared_cie(const UnwindPiece &piece) {
    Part part = build(piece);
    part.is_frame = true;
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Rva, std::int64_t>>
        links;
    for (const Link &link : part.links)
      links.emplace_back(link.at, link.part, link.base, link.addend);
    auto [entry, is_new] =
        shared_.cies.try_emplace({part.bytes, std::move(links)}, no_index);
    if (is_new) {
      entry->second = add_part();
      selection_.parts[entry->second] = std::move(part);
    }
    return entry->second;
  }

  void add_range(const CarriedUnwind::Range &range) {
    const PartPlace begin = own_place(range.begin);
    SelectedUnwind unwind;
    unwind.code_part = begin.part;
    unwind.begin = static_cast<std::uint32_t>(begin.offset);
    unwind.end =
        unwind.begin + static_cast<std::uint32_t>(range.end - range.begin);
    unwind.info_part = pieces_[range.piece];
    if (const std::uint32_t cie = cie_number(range.piece); cie != no_index)
      unwind.cie_part = shared_cie(unwind_.cies[cie]);
    selection_.unwind.push_back(unwind);
  }

  const PartContext &context_;
  std::uint32_t object_;
  const std::vector<std::uint32_t> &parts_;
  const CarriedUnwind &unwind_;
  SharedParts &shared_;
  Selection &selection_;
  const Side &side_;
  std::uint32_t own_, function_;
  std::vector<std::uint32_t> pieces_; // parts by piece
};

} // namespace

void add_unwind(const PartContext &context, std::uint32_t object,
                std::uint32_t function, const std::vector<std::uint32_t> &parts,
                const CarriedUnwind &unwind, SharedParts &shared,
                Selection &selection) {
  UnwindParts(context, object, function, parts, unwind, shared, selection)
      .run();
}

} // namespace hotpatch
