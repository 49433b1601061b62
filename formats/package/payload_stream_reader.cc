// See payload_stream.h, and payload_stream_writer.cc for what is where and why.
//
// The stream has been signed by somebody who is trusted, but not to be without
// mistakes: every number is bounded before it is used.  Sizes add up to at most
// the stream's; of what takes more memory than bytes of the stream there may be
// only so much, since a frame of a few kilobytes decompresses to 64 MiB.  The
// rules of a payload are checked by write_payload(), to which the result goes.
#include "formats/package/payload_stream.h"

#include "formats/core/byte_writer.h"
#include "formats/package/code_fields.h"
#include "formats/package/stream_bytes.h"
#include "formats/package/stream_parts.h"
#include "formats/package/target_coder.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <limits>
#include <span>

namespace hotpatch {
namespace {

constexpr std::size_t field_size = 4;
constexpr std::uint64_t max_u16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t max_u32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t max_u64 = std::numeric_limits<std::uint64_t>::max();

std::uint32_t to_u32(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}

class Reader {
public:
  Reader(BytesView stream, const BaseMemory *base)
      : stream_(stream), in_(stream), base_(base) {}

  Expected<Payload> run(const ImageIdentity &identity,
                        const std::string &base_name) && {
    payload_.base = identity;
    payload_.base_name = base_name;
    bits_ = HP_TRY(in_.read_uint(all_stream_bits));
    payload_.needs_unwind = has(stream_needs_unwind);
    payload_.sequence = to_u32(HP_TRY(in_.read_uint(max_u32)));
    HP_TRY(read_functions());
    HP_TRY(read_sections());
    HP_TRY(read_redirects());
    HP_TRY(read_code_fields());
    HP_TRY(read_fixups());
    HP_TRY(read_tables());
    HP_TRY(read_unwind());
    HP_TRY(read_lists());
    HP_TRY(read_names());
    if (has(stream_is_told))
      HP_TRY(ask_base());
    else
      HP_TRY(read_untold());
    if (in_.left() != contents_size_)
      return bad_stream("has " + std::to_string(in_.left()) +
                        " bytes left, expected " +
                        std::to_string(contents_size_));
    return std::move(payload_);
  }

private:
  [[nodiscard]] bool has(std::uint64_t bit) const { return (bits_ & bit) != 0; }

  // Sections with their contents, which are at the end of the stream.
  Expected<void> read_sections() {
    const std::uint64_t count = HP_TRY(in_.read_uint(max_stream_sections));
    std::uint64_t rva = payload_page;
    unsigned unwind = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      PayloadSection section;
      section.kind = static_cast<PayloadSectionKind>(HP_TRY(in_.read_uint(
          static_cast<std::uint64_t>(PayloadSectionKind::unwind))));
      const std::uint64_t most = stream_.size() - contents_size_;
      const std::uint64_t bytes =
          section.kind == PayloadSectionKind::code
              ? HP_TRY(
                    in_.read_moved(end_of_functions(payload_.functions), most))
              : HP_TRY(in_.read_uint(most));
      std::uint64_t size = bytes;
      if (section.kind == PayloadSectionKind::writable)
        size += HP_TRY(in_.read_uint(max_image));
      if (rva + size > max_image)
        return bad_stream("has sections of more than 2 GiB");
      section.rva = to_u32(rva);
      section.size = to_u32(size);
      section.bytes.resize(static_cast<std::size_t>(bytes));
      section.name = section_name(payload_.base.format, section.kind, unwind);
      unwind += section.kind == PayloadSectionKind::unwind ? 1 : 0;
      contents_size_ += bytes;
      rva = align_up(rva + size, payload_page);
      payload_.sections.push_back(std::move(section));
    }
    BytesView contents = stream_.last(static_cast<std::size_t>(contents_size_));
    for (PayloadSection &section : payload_.sections) {
      std::ranges::copy(contents.first(section.bytes.size()),
                        section.bytes.begin());
      contents = contents.subspan(section.bytes.size());
    }
    return {};
  }

  Expected<void> read_functions() {
    const std::uint64_t count = HP_TRY(read_list_size());
    std::uint64_t end = payload_page, base_end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      PayloadFunction function;
      const std::uint64_t kind = HP_TRY(in_.read_uint(
          static_cast<std::uint64_t>(FunctionReason::reached) << 1 | 1));
      function.reason = static_cast<FunctionReason>(kind >> 1);
      function.is_call_target = (kind & 1) != 0;
      function.payload_rva = to_u32(
          HP_TRY(in_.read_moved(align_up(end, usual_alignment), max_u32)));
      function.size = to_u32(HP_TRY(in_.read_uint(max_u32)));
      end = std::uint64_t{function.payload_rva} + function.size;
      if (function.reason == FunctionReason::changed)
        HP_TRY(read_base_function(function, base_end));
      payload_.functions.push_back(std::move(function));
    }
    return {};
  }

  Expected<void> read_base_function(PayloadFunction &function,
                                    std::uint64_t &base_end) {
    function.base_rva = to_u32(HP_TRY(in_.read_moved(base_end, max_u32)));
    function.base_size = to_u32(HP_TRY(in_.read_moved(function.size, max_u32)));
    base_end = std::uint64_t{*function.base_rva} + function.base_size;
    const std::uint64_t pieces = HP_TRY(in_.read_count(2));
    for (std::uint64_t i = 0; i < pieces; ++i) {
      PayloadFunction::Piece piece;
      piece.base_rva =
          to_u32(HP_TRY(in_.read_moved(*function.base_rva, max_u32)));
      piece.base_size = to_u32(HP_TRY(in_.read_uint(max_u32)));
      function.base_pieces.push_back(piece);
    }
    return {};
  }

  Expected<void> read_redirects() {
    for (RedirectEntry entry : redirect_entries(payload_.functions)) {
      const std::uint64_t code = HP_TRY(in_.read_uint(3 | redirect_is_moved));
      if (code == 0)
        continue;
      if ((code & 3) == 0)
        return bad_stream("has a redirect of an unknown kind");
      if ((code & redirect_is_moved) != 0)
        entry.payload_entry =
            to_u32(HP_TRY(in_.read_moved(entry.payload_entry, max_u32)));
      payload_.redirects.push_back(
          redirect_of(static_cast<RedirectVariant>((code & 3) - 1), entry));
    }
    return {};
  }

  PayloadSection *find_section(PayloadSectionKind kind) {
    auto section =
        std::ranges::find(payload_.sections, kind, &PayloadSection::kind);
    return section == payload_.sections.end() ? nullptr : &*section;
  }

  Expected<void> read_code_fields() {
    PayloadSection *code = find_section(PayloadSectionKind::code);
    if (!code)
      return {};
    const std::vector<CodeField> fields = find_code_fields(code->bytes);
    for (CodeFieldKind kind :
         {CodeFieldKind::call, CodeFieldKind::branch, CodeFieldKind::operand})
      for (const CodeField &field : fields) {
        if (field.kind != kind)
          continue;
        const std::uint64_t mark = HP_TRY(in_.read_uint(max_u64));
        if (mark == 1)
          payload_.fixups.push_back(
              {.kind = FixupKind::rel32, .site = code->rva + field.at});
        else if (mark > 1)
          put_at(code->bytes, field.at,
                 read_int<std::uint32_t>(code->bytes, field.at).value_or(0) +
                     static_cast<std::uint32_t>(from_zigzag(mark - 1)));
      }
    return {};
  }

  Expected<void> read_fixups() {
    // Kind, place, target and addend.
    const std::uint64_t further = HP_TRY(in_.read_count(4));
    std::uint64_t site = 0;
    for (std::uint64_t i = 0; i < further; ++i) {
      const auto kind = static_cast<FixupKind>(HP_TRY(
          in_.read_uint(static_cast<std::uint64_t>(FixupKind::indirect))));
      site += HP_TRY(in_.read_uint(max_u32));
      if (site > max_u32)
        return bad_stream("has a fixup at " + std::to_string(site));
      payload_.fixups.push_back({.kind = kind, .site = to_u32(site)});
    }
    std::ranges::sort(payload_.fixups, {}, &Fixup::site);
    TargetCoder coder(payload_.functions);
    std::vector<std::int64_t> targets;
    for (const Fixup &fixup : payload_.fixups)
      targets.push_back(HP_TRY(coder.read(in_, fixup.kind, fixup.site,
                                          field_at(payload_, fixup.site))));
    for (std::size_t i = 0; i < targets.size(); ++i)
      HP_TRY(read_addend(payload_.fixups[i], targets[i]));
    return {};
  }

  // See target_of() and further_addend().
  Expected<void> read_addend(Fixup &fixup, std::int64_t target) {
    const std::int64_t further = HP_TRY(in_.read_int());
    fixup.addend = further;
    if (fixup.kind == FixupKind::rel32) {
      if (further != static_cast<std::int32_t>(further))
        return bad_stream("has an addend of more than 32 bits");
      target += further;
      fixup.addend = further - std::int64_t{field_size};
    }
    if (target < 0 || target > std::int64_t{max_image})
      return bad_stream("has a fixup that leads out of the image");
    fixup.base_target = static_cast<Rva>(target);
    return {};
  }

  Expected<void> read_tables() {
    PayloadSection *section = find_section(PayloadSectionKind::read_only);
    if (!section)
      return {};
    const std::uint64_t words = section->bytes.size() / 4;
    const std::uint64_t runs = HP_TRY(in_.read_uint(words));
    std::uint64_t at = 0;
    for (std::uint64_t i = 0; i < runs; ++i) {
      at += HP_TRY(in_.read_uint(words - at));
      const std::uint64_t size = HP_TRY(in_.read_uint(words - at));
      add_words(std::span(section->bytes)
                    .subspan(static_cast<std::size_t>(at) * 4,
                             static_cast<std::size_t>(size) * 4));
      at += size;
    }
    return {};
  }

  Expected<void> read_unwind() {
    const std::uint64_t count = HP_TRY(in_.read_count(3));
    const PayloadSection *records = find_section(PayloadSectionKind::unwind);
    std::uint64_t end = payload_page, info = records ? records->rva : 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      PayloadUnwind unwind;
      unwind.begin = to_u32(
          HP_TRY(in_.read_moved(align_up(end, usual_alignment), max_u32)));
      end = HP_TRY(in_.read_moved(
          std::uint64_t{unwind.begin} +
              size_of_function_at(payload_.functions, unwind.begin),
          max_u32));
      unwind.end = to_u32(end);
      info = HP_TRY(in_.read_moved(info, max_u32));
      unwind.info = to_u32(info);
      HP_TRY(fill_frame(unwind));
      payload_.unwind.push_back(unwind);
    }
    return {};
  }

  Expected<void> fill_frame(const PayloadUnwind &unwind) {
    if (payload_.base.format != ObjectFormat::elf)
      return {};
    PayloadSection *frames = find_section(PayloadSectionKind::unwind);
    if (!frames)
      return bad_stream("has unwind records without .eh_frame");
    const std::span<std::byte> fields =
        HP_TRY(fde_fields(frames->bytes, frames->rva, unwind.info));
    const std::uint32_t field =
        frames->rva + to_u32(static_cast<std::uint64_t>(fields.data() -
                                                        frames->bytes.data()));
    put_at(fields, 0, unwind.begin - field);
    put_at(fields, field_size, unwind.end - unwind.begin);
    return {};
  }

  // A number of things that take much more memory than bytes of the stream.
  Expected<std::uint64_t> read_list_size() {
    return in_.read_uint(max_stream_list);
  }

  Expected<std::vector<Rva>> read_places(std::uint64_t bit) {
    const std::uint64_t count =
        has(bit) ? HP_TRY(in_.read_count(1)) : std::uint64_t{0};
    std::vector<Rva> places;
    std::uint64_t place = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      place += HP_TRY(in_.read_uint(max_u32));
      if (place > max_u32)
        return bad_stream("lists the place " + std::to_string(place));
      places.push_back(to_u32(place));
    }
    return places;
  }

  // Calls read_one() for each item of a list whose bit is set.
  template <typename ReadOne>
  Expected<void> read_list(std::uint64_t bit, ReadOne read_one) {
    const std::uint64_t count =
        has(bit) ? HP_TRY(read_list_size()) : std::uint64_t{0};
    for (std::uint64_t i = 0; i < count; ++i)
      HP_TRY(read_one());
    return {};
  }

  Expected<void> read_hook() {
    const auto kind = static_cast<HookKind>(HP_TRY(
        in_.read_uint(static_cast<std::uint64_t>(HookKind::post_rollback))));
    payload_.hooks.push_back({kind, to_u32(HP_TRY(in_.read_uint(max_u32)))});
    return {};
  }

  Expected<void> read_import() {
    PayloadImport import;
    import.slot = to_u32(HP_TRY(in_.read_uint(max_u32)));
    import.ordinal = static_cast<std::uint16_t>(HP_TRY(in_.read_uint(max_u16)));
    import.module = HP_TRY(in_.read_text());
    import.name = HP_TRY(in_.read_text());
    payload_.imports.push_back(std::move(import));
    return {};
  }

  Expected<void> read_accepted() {
    AcceptedRisk risk;
    risk.slug = HP_TRY(in_.read_text());
    risk.subject = HP_TRY(in_.read_text());
    risk.reason = HP_TRY(in_.read_text());
    payload_.accepted.push_back(std::move(risk));
    return {};
  }

  Expected<void> read_lists() {
    payload_.relative_sites = HP_TRY(read_places(stream_has_relative_sites));
    payload_.line_only = HP_TRY(read_places(stream_has_line_only));
    HP_TRY(read_list(stream_has_hooks, [&] { return read_hook(); }));
    HP_TRY(read_list(stream_has_imports, [&] { return read_import(); }));
    return read_list(stream_has_accepted, [&] { return read_accepted(); });
  }

  Expected<void> read_names() {
    std::vector<std::string> objects;
    std::uint64_t text = 0;
    for (PayloadFunction &function : payload_.functions) {
      const std::uint64_t number = HP_TRY(in_.read_uint(objects.size()));
      if (number == objects.size())
        objects.push_back(HP_TRY(in_.read_text()));
      function.object = objects[static_cast<std::size_t>(number)];
      text += function.object.size();
      if (text > max_object_text)
        return bad_stream("has names of objects of more than 64 MiB");
    }
    for (PayloadFunction &function : payload_.functions)
      function.name = HP_TRY(in_.read_text());
    return {};
  }

  // What the stream leaves out since the base image has it.
  Expected<void> ask_base() {
    auto is_told = [](auto &field, auto answer) {
      if (!answer)
        return false;
      field = *std::move(answer);
      return true;
    };
    bool is_complete = base_ != nullptr;
    for (PayloadFunction &function : payload_.functions)
      if (is_complete && function.base_rva)
        is_complete =
            is_told(function.base_digest, told_digest(*base_, function));
    for (Redirect &redirect : payload_.redirects)
      if (is_complete)
        is_complete =
            is_told(redirect.base_bytes, told_bytes(*base_, redirect));
    if (!is_complete)
      return fail(ErrorCode::mismatch,
                  "the payload refers to bytes of its base image, which was "
                  "not given or does not have them");
    return {};
  }

  Expected<void> read_untold() {
    for (PayloadFunction &function : payload_.functions)
      if (function.base_rva)
        std::ranges::copy(HP_TRY(in_.read_bytes(function.base_digest.size())),
                          function.base_digest.begin());
    for (Redirect &redirect : payload_.redirects) {
      const BytesView bytes = HP_TRY(in_.read_bytes(base_bytes_size(redirect)));
      redirect.base_bytes.assign(bytes.begin(), bytes.end());
    }
    return {};
  }

  BytesView stream_;
  StreamReader in_;
  const BaseMemory *base_;
  Payload payload_;
  std::uint64_t bits_ = 0;
  std::uint64_t contents_size_ = 0; // of all sections' bytes
};

} // namespace

Expected<Payload> read_stream(BytesView stream, const ImageIdentity &identity,
                              const std::string &base_name,
                              const BaseMemory *base) {
  return Reader(stream, base).run(identity, base_name);
}

} // namespace hotpatch
