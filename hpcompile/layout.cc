// See layout.h.
//
// Sections follow each other in the order that payload.h asks for, and parts in
// that of the selection, so that a function's pieces stay together.  Whatever
// leads from the payload into itself is filled in here; what leads into the
// base becomes a fixup.
#include "hpcompile/layout.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"

#include <algorithm>
#include <set>

namespace hotpatch {
namespace {

// A payload ends below it: all of it must be within reach of its base.
constexpr std::uint64_t payload_limit = std::uint64_t{1} << 31;

std::uint64_t align_up(std::uint64_t value, std::uint64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

class Layout {
public:
  Layout(const Selection &selection, ObjectFormat format,
         const std::vector<std::optional<Redirect>> &redirects)
      : selection_(selection), format_(format), redirects_(redirects),
        places_(selection.parts.size()) {}

  Expected<Payload> run() {
    HP_TRY(place_all());
    for (std::uint32_t p = 0; p < selection_.parts.size(); ++p)
      for (const Link &link : selection_.parts[p].links)
        fill(p, link);
    add_unwind();
    add_functions();
    for (std::uint32_t p = 0; p < selection_.parts.size(); ++p)
      for (const Part::Import &import : selection_.parts[p].imports)
        payload_.imports.push_back(
            {.slot = places_[p].rva + import.at, .name = import.name});
    for (const auto &[kind, function] : selection_.hooks)
      payload_.hooks.push_back({kind, entry_of(function)});
    payload_.needs_unwind = selection_.needs_unwind;
    std::ranges::sort(payload_.fixups);
    std::ranges::sort(payload_.imports);
    std::ranges::sort(payload_.relative_sites);
    std::ranges::sort(payload_.hooks);
    return std::move(payload_);
  }

private:
  struct Place {
    std::size_t section = 0; // index into Payload::sections
    Rva rva = 0;             // of the part's first byte
  };
  using Filter = bool (Layout::*)(std::uint32_t) const;

  bool is_any(std::uint32_t) const { return true; }
  bool is_frame(std::uint32_t part) const {
    return selection_.parts[part].is_frame;
  }
  bool is_table(std::uint32_t part) const {
    return !selection_.parts[part].is_frame;
  }

  Expected<void> place_all() {
    const bool is_pe = format_ == ObjectFormat::coff;
    HP_TRY(place(PayloadSectionKind::code, ".text", &Layout::is_any));
    HP_TRY(place(PayloadSectionKind::read_only, is_pe ? ".rdata" : ".rodata",
                 &Layout::is_any));
    HP_TRY(place(PayloadSectionKind::writable, ".data", &Layout::is_any));
    if (is_pe)
      return place(PayloadSectionKind::unwind, ".xdata", &Layout::is_any);
    HP_TRY(place(PayloadSectionKind::unwind, ".eh_frame", &Layout::is_frame));
    return place(PayloadSectionKind::unwind, ".gcc_except_table",
                 &Layout::is_table);
  }

  // The parts of a section in their order: CIEs before the FDEs that lead back
  // to them, zero data last.
  [[nodiscard]] std::vector<std::uint32_t> parts_of(PayloadSectionKind kind,
                                                    Filter filter) const {
    std::vector<std::uint32_t> parts;
    for (std::uint32_t p = 0; p < selection_.parts.size(); ++p)
      if (selection_.parts[p].section == kind && selection_.parts[p].size > 0 &&
          (this->*filter)(p))
        parts.push_back(p);
    if (filter == &Layout::is_frame) {
      std::set<std::uint32_t> cies;
      for (const SelectedUnwind &unwind : selection_.unwind)
        cies.insert(unwind.cie_part);
      std::ranges::stable_partition(
          parts, [&](std::uint32_t p) { return cies.contains(p); });
    }
    if (kind == PayloadSectionKind::writable)
      std::ranges::stable_partition(parts, [&](std::uint32_t p) {
        return !selection_.parts[p].bytes.empty();
      });
    return parts;
  }

  // Where in the section that begins at `rva` and has `size` bytes so far the
  // part begins.
  static Expected<std::uint64_t> place_in(std::uint64_t rva, std::uint64_t size,
                                          const Part &part) {
    if (part.alignment > payload_page)
      return fail(ErrorCode::unsupported,
                  "is aligned to " + std::to_string(part.alignment) +
                      " bytes, expected at most " +
                      std::to_string(payload_page) + ", a page");
    const std::uint64_t origin = rva + size + part.origin;
    const std::uint64_t at = size + align_up(origin, part.alignment) - origin;
    const std::uint64_t end = rva + at;
    if (end >= payload_limit || part.size >= payload_limit - end)
      return fail(ErrorCode::unsupported,
                  "is at " + hex(end) + " and takes " + hex(part.size) +
                      " bytes, expected the payload to end before " +
                      hex(payload_limit));
    return at;
  }

  Expected<void> place(PayloadSectionKind kind, std::string_view name,
                       Filter filter) {
    const std::vector<std::uint32_t> parts = parts_of(kind, filter);
    if (parts.empty())
      return {};
    PayloadSection section{.kind = kind, .name = std::string(name)};
    section.rva = next_;
    const std::byte fill =
        kind == PayloadSectionKind::code ? std::byte{0xcc} : std::byte{0};
    for (std::uint32_t p : parts) {
      const Part &part = selection_.parts[p];
      Expected<std::uint64_t> at = place_in(section.rva, section.size, part);
      if (!at)
        return std::unexpected(
            std::move(at).error().at(part.owner.empty() ? name : part.owner));
      places_[p] = {payload_.sections.size(),
                    section.rva + static_cast<Rva>(*at)};
      section.size = static_cast<std::uint32_t>(*at + part.size);
      if (part.bytes.empty())
        continue;
      section.bytes.resize(*at, fill);
      section.bytes.insert(section.bytes.end(), part.bytes.begin(),
                           part.bytes.end());
    }
    // Code and read-only data are whole in the file.
    if (kind != PayloadSectionKind::writable)
      section.bytes.resize(section.size, fill);
    if (name == ".eh_frame") { // its terminator
      section.bytes.resize(section.size + 4, std::byte{0});
      section.size += 4;
    }
    // At most payload_limit and two pages: a later part is refused there.
    next_ =
        static_cast<Rva>(align_up(section.rva + section.size, payload_page));
    payload_.sections.push_back(std::move(section));
    return {};
  }

  [[nodiscard]] Rva origin_of(std::uint32_t part) const {
    return places_[part].rva + selection_.parts[part].origin;
  }

  void write(std::uint32_t part, std::uint32_t at, std::uint64_t value,
             unsigned width) {
    PayloadSection &section = payload_.sections[places_[part].section];
    put_at(section.bytes, places_[part].rva - section.rva + at, value, width);
  }

  void fill(std::uint32_t part, const Link &link) {
    const Rva site = places_[part].rva + link.at;
    if (link.part == no_index) {
      const FixupKind kind = link.form == Link::Form::rel32 ? FixupKind::rel32
                             : link.form == Link::Form::copy
                                 ? FixupKind::indirect
                                 : FixupKind::absolute;
      payload_.fixups.push_back({kind, site, link.base, link.addend});
      return;
    }
    const std::uint64_t target = static_cast<std::uint64_t>(
        std::int64_t{origin_of(link.part)} + link.addend);
    switch (link.form) {
    case Link::Form::rel32:
      write(part, link.at, target - site, 4);
      break;
    case Link::Form::absolute:
      write(part, link.at, target, 8);
      payload_.relative_sites.push_back(site);
      break;
    case Link::Form::payload_rva:
      write(part, link.at, target, 4);
      break;
    case Link::Form::copy:
      break; // of a slot in the base only
    }
  }

  void add_unwind() {
    for (const SelectedUnwind &unwind : selection_.unwind) {
      const Rva code = origin_of(unwind.code_part);
      const Rva info = places_[unwind.info_part].rva;
      payload_.unwind.push_back({code + unwind.begin, code + unwind.end, info});
      // An FDE names its CIE by the distance back from the field.
      if (unwind.cie_part != no_index)
        write(unwind.info_part, 4, info + 4 - places_[unwind.cie_part].rva, 4);
    }
    std::ranges::sort(payload_.unwind);
  }

  [[nodiscard]] Rva entry_of(std::uint32_t function) const {
    return origin_of(selection_.functions[function].parts.front());
  }

  void add_functions() {
    for (std::uint32_t f = 0; f < selection_.functions.size(); ++f) {
      const SelectedFunction &selected = selection_.functions[f];
      const std::uint32_t last = selected.parts.back();
      PayloadFunction function;
      function.name = selected.name;
      function.object = selected.object;
      function.reason = selected.reason;
      function.payload_rva = entry_of(f);
      function.size = static_cast<std::uint32_t>(places_[last].rva +
                                                 selection_.parts[last].size -
                                                 function.payload_rva);
      function.is_call_target = selected.is_call_target;
      if (!selected.base_extents.empty()) {
        function.base_rva = selected.base_extents.front().base_rva;
        function.base_size = selected.base_extents.front().base_size;
        function.base_pieces.assign(selected.base_extents.begin() + 1,
                                    selected.base_extents.end());
      }
      payload_.functions.push_back(std::move(function));
      if (std::optional<Redirect> redirect = redirects_[f]) {
        redirect->payload_entry = entry_of(f);
        payload_.redirects.push_back(*std::move(redirect));
      }
    }
    std::ranges::sort(payload_.functions, {}, [](const PayloadFunction &f) {
      return std::pair(f.payload_rva, std::string_view(f.name));
    });
    std::ranges::sort(payload_.redirects, {}, &Redirect::base_entry);
  }

  const Selection &selection_;
  ObjectFormat format_;
  const std::vector<std::optional<Redirect>> &redirects_;
  std::vector<Place> places_; // by part
  Rva next_ = payload_page;
  Payload payload_;
};

} // namespace

Expected<Payload>
lay_out(const Selection &selection, ObjectFormat format,
        const std::vector<std::optional<Redirect>> &redirects) {
  return Layout(selection, format, redirects).run();
}

} // namespace hotpatch
