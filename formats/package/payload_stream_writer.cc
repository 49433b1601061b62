// See payload_stream.h.
//
// A payload's file is mostly made of what can be computed: headers, digests of
// the base's code, the bytes that redirects overwrite, addresses that follow
// from sizes.  None of it is here.  What is left goes into columns, like with
// like, and is written as the difference from what could be expected
// (stream_parts.h), which is zero so often that whole columns compress to a few
// bytes.  Contents of sections come last, made as similar to the base image as
// can be undone:
//
//   code         branches of changed functions hold the base's distances
//                (branch_alignment.h), and a mark says by how much they differ
//   read_only    words of distance tables are less the word before: entries
//                differ from the base's by where table and code are now
//   .eh_frame    the fields that the list of unwind records repeats are zero
//
// Fields of fixups already hold the base's bytes: hpcompile puts them there.
#include "formats/package/payload_stream.h"

#include "formats/core/byte_writer.h"
#include "formats/package/branch_alignment.h"
#include "formats/package/code_fields.h"
#include "formats/package/stream_bytes.h"
#include "formats/package/stream_parts.h"
#include "formats/package/target_coder.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::size_t field_size = 4;
constexpr std::size_t min_table_words = 3;

bool is_told_by(const BaseMemory *base, const Payload &payload) {
  return base &&
         std::ranges::all_of(payload.functions,
                             [&](const PayloadFunction &function) {
                               return !function.base_rva ||
                                      told_digest(*base, function) ==
                                          function.base_digest;
                             }) &&
         std::ranges::all_of(payload.redirects, [&](const Redirect &redirect) {
           return told_bytes(*base, redirect) == redirect.base_bytes;
         });
}

class Writer {
public:
  Writer(const Payload &payload, const BaseMemory *base)
      : payload_(payload), base_(base), is_told_(is_told_by(base, payload)) {
    for (const PayloadSection &section : payload.sections)
      contents_.push_back(section.bytes);
  }

  std::vector<std::byte> run() && {
    write_bits();
    out_.put_uint(payload_.sequence);
    write_functions();
    write_sections();
    write_redirects();
    write_code_fields();
    write_fixups();
    write_tables();
    write_unwind();
    write_lists();
    write_names();
    if (!is_told_)
      write_untold();
    for (const std::vector<std::byte> &content : contents_)
      out_.put_bytes(content);
    return std::move(out_).take();
  }

private:
  void write_bits() {
    std::uint64_t bits = 0;
    auto set_if = [&bits](std::uint64_t bit, bool is_set) {
      bits |= is_set ? bit : 0;
    };
    set_if(stream_is_told, is_told_);
    set_if(stream_needs_unwind, payload_.needs_unwind);
    set_if(stream_has_relative_sites, !payload_.relative_sites.empty());
    set_if(stream_has_line_only, !payload_.line_only.empty());
    set_if(stream_has_hooks, !payload_.hooks.empty());
    set_if(stream_has_imports, !payload_.imports.empty());
    set_if(stream_has_accepted, !payload_.accepted.empty());
    out_.put_uint(bits);
  }

  void write_sections() {
    out_.put_uint(payload_.sections.size());
    for (const PayloadSection &section : payload_.sections) {
      out_.put_uint(static_cast<std::uint64_t>(section.kind));
      if (section.kind == PayloadSectionKind::code)
        out_.put_int(static_cast<std::int64_t>(
            section.bytes.size() - end_of_functions(payload_.functions)));
      else
        out_.put_uint(section.bytes.size());
      if (section.kind == PayloadSectionKind::writable)
        out_.put_uint(section.size - section.bytes.size());
    }
  }

  void write_functions() {
    out_.put_uint(payload_.functions.size());
    std::uint64_t end = payload_page;
    std::int64_t base_end = 0;
    for (const PayloadFunction &function : payload_.functions) {
      out_.put_uint(static_cast<std::uint64_t>(function.reason) << 1 |
                    (function.is_call_target ? 1 : 0));
      out_.put_int(std::int64_t{function.payload_rva} -
                   static_cast<std::int64_t>(align_up(end, usual_alignment)));
      out_.put_uint(function.size);
      end = std::uint64_t{function.payload_rva} + function.size;
      if (!function.base_rva)
        continue;
      out_.put_int(*function.base_rva - base_end);
      out_.put_int(std::int64_t{function.base_size} - function.size);
      base_end = std::int64_t{*function.base_rva} + function.base_size;
      out_.put_uint(function.base_pieces.size());
      for (const PayloadFunction::Piece &piece : function.base_pieces) {
        out_.put_int(std::int64_t{piece.base_rva} - *function.base_rva);
        out_.put_uint(piece.base_size);
      }
    }
  }

  // For each place where a redirect may begin: 0 if there is none, else its
  // variant; with more if it does not lead to the usual place.
  void write_redirects() {
    auto redirect = payload_.redirects.begin();
    for (const RedirectEntry &entry : redirect_entries(payload_.functions)) {
      if (redirect == payload_.redirects.end() ||
          redirect->base_entry != entry.base_entry) {
        out_.put_uint(0);
        continue;
      }
      const std::int64_t moved =
          std::int64_t{redirect->payload_entry} - entry.payload_entry;
      out_.put_uint((1 + static_cast<std::uint64_t>(variant_of(*redirect))) |
                    (moved != 0 ? redirect_is_moved : 0));
      if (moved != 0)
        out_.put_int(moved);
      ++redirect;
    }
  }

  // The section's index, or none: its number of sections.
  [[nodiscard]] std::size_t find_section(PayloadSectionKind kind) const {
    return static_cast<std::size_t>(
        std::ranges::find(payload_.sections, kind, &PayloadSection::kind) -
        payload_.sections.begin());
  }

  // By how much branches of changed functions are longer than the base's.
  [[nodiscard]] std::vector<std::int32_t>
  longer_branches(BytesView code, const std::vector<CodeField> &fields) const {
    std::vector<std::int32_t> longer(fields.size(), 0);
    if (!base_)
      return longer;
    for (const PayloadFunction &function : payload_.functions) {
      const std::optional<BytesView> base_code =
          base_->bytes_at(function.base_rva.value_or(0), function.base_size);
      const std::optional<BytesView> own_code =
          slice(code, function.payload_rva - payload_page, function.size);
      if (!function.base_rva || !base_code || !own_code)
        continue;
      const std::uint32_t begin = function.payload_rva - payload_page;
      auto first = std::ranges::lower_bound(fields, begin, {}, &CodeField::at);
      auto last = std::ranges::lower_bound(
          fields,
          begin + own_code->size() - std::min(own_code->size(), field_size - 1),
          {}, &CodeField::at);
      std::vector<CodeField> own;
      for (const CodeField &field : std::ranges::subrange(first, last))
        if (field.at > begin)
          own.push_back({field.at - begin, field.kind});
      std::vector<std::int32_t> own_longer =
          align_branches(*own_code, own, *base_code);
      std::ranges::copy(own_longer,
                        longer.begin() + (last - fields.begin()) -
                            static_cast<std::ptrdiff_t>(own.size()));
    }
    return longer;
  }

  // A mark for each field, by kind: nothing special, a fixup, or the zigzag
  // image of what is added to it, plus 1.
  void write_code_fields() {
    const std::size_t code = find_section(PayloadSectionKind::code);
    if (code == contents_.size())
      return;
    const std::vector<CodeField> fields = find_code_fields(contents_[code]);
    std::vector<std::int32_t> longer = longer_branches(contents_[code], fields);
    const Rva begin = payload_.sections[code].rva;
    for (CodeFieldKind kind :
         {CodeFieldKind::call, CodeFieldKind::branch, CodeFieldKind::operand})
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].kind != kind)
          continue;
        const bool is_fixup = has_rel32(begin + fields[i].at);
        if (is_fixup) {
          longer[i] = 0;
          marked_.insert(begin + fields[i].at);
        }
        out_.put_uint(is_fixup         ? 1
                      : longer[i] == 0 ? 0
                                       : to_zigzag(longer[i]) + 1);
      }
    for (std::size_t i = 0; i < fields.size(); ++i)
      put_at(
          contents_[code], fields[i].at,
          read_int<std::uint32_t>(contents_[code], fields[i].at).value_or(0) -
              static_cast<std::uint32_t>(longer[i]));
  }

  [[nodiscard]] bool has_rel32(Rva site) const {
    auto fixup =
        std::ranges::lower_bound(payload_.fixups, site, {}, &Fixup::site);
    return fixup != payload_.fixups.end() && fixup->site == site &&
           fixup->kind == FixupKind::rel32;
  }

  // Those that no mark tells of come first, then where each leads.
  void write_fixups() {
    out_.put_uint(payload_.fixups.size() - marked_.size());
    Rva last = 0;
    for (const Fixup &fixup : payload_.fixups)
      if (!marked_.contains(fixup.site)) {
        out_.put_uint(static_cast<std::uint64_t>(fixup.kind));
        out_.put_uint(fixup.site - last);
        last = fixup.site;
      }
    TargetCoder targets(payload_.functions);
    for (const Fixup &fixup : payload_.fixups)
      targets.write(out_, fixup.kind, fixup.site,
                    field_at(payload_, fixup.site), target_of(fixup));
    for (const Fixup &fixup : payload_.fixups)
      out_.put_int(further_addend(fixup));
  }

  // Runs of words in read_only that, from where the run begins, lead into code.
  void write_tables() {
    const std::size_t number = find_section(PayloadSectionKind::read_only);
    const std::size_t code = find_section(PayloadSectionKind::code);
    if (number == contents_.size())
      return;
    std::vector<std::byte> &content = contents_[number];
    auto leads_to_code = [&](std::size_t from, std::size_t at) {
      const std::optional<std::int64_t> word = read_signed(content, at, 4);
      if (!word || code == contents_.size())
        return false;
      const PayloadSection &target = payload_.sections[code];
      const std::int64_t place = std::int64_t{payload_.sections[number].rva} +
                                 static_cast<std::int64_t>(from) + *word;
      return place >= target.rva &&
             place < std::int64_t{target.rva} + target.size;
    };
    struct Run {
      std::size_t gap = 0, words = 0;
    };
    std::vector<Run> runs;
    std::size_t last = 0;
    for (std::size_t begin = 0; begin + 4 <= content.size();) {
      std::size_t end = begin;
      while (leads_to_code(begin, end))
        end += 4;
      if (end - begin < min_table_words * 4) {
        begin += 4;
        continue;
      }
      runs.push_back({(begin - last) / 4, (end - begin) / 4});
      subtract_words(std::span(content).subspan(begin, end - begin));
      last = begin = end;
    }
    out_.put_uint(runs.size());
    for (const Run &run : runs) {
      out_.put_uint(run.gap);
      out_.put_uint(run.words);
    }
  }

  void write_unwind() {
    out_.put_uint(payload_.unwind.size());
    std::uint64_t end = payload_page;
    const std::size_t records = find_section(PayloadSectionKind::unwind);
    Rva info = records < contents_.size() ? payload_.sections[records].rva : 0;
    for (const PayloadUnwind &unwind : payload_.unwind) {
      out_.put_int(std::int64_t{unwind.begin} -
                   static_cast<std::int64_t>(align_up(end, usual_alignment)));
      out_.put_int(std::int64_t{unwind.end} - unwind.begin -
                   size_of_function_at(payload_.functions, unwind.begin));
      out_.put_int(std::int64_t{unwind.info} - info);
      end = unwind.end;
      info = unwind.info;
    }
    if (payload_.base.format != ObjectFormat::elf)
      return;
    for (const PayloadUnwind &unwind : payload_.unwind)
      if (auto fields = fde_fields(contents_[records],
                                   payload_.sections[records].rva, unwind.info))
        std::ranges::fill(*fields, std::byte{0});
  }

  // None of these lists is written where it is empty: its bit says so.
  void put_places(const std::vector<Rva> &places) {
    if (places.empty())
      return;
    out_.put_uint(places.size());
    Rva last = 0;
    for (Rva place : places) {
      out_.put_uint(place - last);
      last = place;
    }
  }

  void write_lists() {
    put_places(payload_.relative_sites);
    put_places(payload_.line_only);
    if (!payload_.hooks.empty())
      out_.put_uint(payload_.hooks.size());
    for (const Hook &hook : payload_.hooks) {
      out_.put_uint(static_cast<std::uint64_t>(hook.kind));
      out_.put_uint(hook.payload_rva);
    }
    if (!payload_.imports.empty())
      out_.put_uint(payload_.imports.size());
    for (const PayloadImport &import : payload_.imports) {
      out_.put_uint(import.slot);
      out_.put_uint(import.ordinal);
      out_.put_text(import.module);
      out_.put_text(import.name);
    }
    if (!payload_.accepted.empty())
      out_.put_uint(payload_.accepted.size());
    for (const AcceptedRisk &risk : payload_.accepted) {
      out_.put_text(risk.slug);
      out_.put_text(risk.subject);
      out_.put_text(risk.reason);
    }
  }

  // Objects are numbered by first use: a number that is new is followed by the
  // object's name.
  void write_names() {
    std::map<std::string_view, std::uint64_t> numbers;
    for (const PayloadFunction &function : payload_.functions) {
      const auto [entry, is_new] =
          numbers.try_emplace(function.object, numbers.size());
      out_.put_uint(entry->second);
      if (is_new)
        out_.put_text(function.object);
    }
    for (const PayloadFunction &function : payload_.functions)
      out_.put_text(function.name);
  }

  void write_untold() {
    for (const PayloadFunction &function : payload_.functions)
      if (function.base_rva)
        out_.put_bytes(function.base_digest);
    for (const Redirect &redirect : payload_.redirects)
      out_.put_bytes(redirect.base_bytes);
  }

  const Payload &payload_;
  const BaseMemory *base_;
  bool is_told_ = false;
  std::vector<std::vector<std::byte>> contents_; // of sections, to be written
  std::set<Rva> marked_;                         // fixups in fields of code
  StreamWriter out_;
};

} // namespace

Expected<std::vector<std::byte>> write_stream(const Payload &payload,
                                              const BaseMemory *base) {
  for (const auto &[what, count] :
       {std::pair{"functions", payload.functions.size()},
        std::pair{"hooks", payload.hooks.size()},
        std::pair{"imports", payload.imports.size()},
        std::pair{"accepted risks", payload.accepted.size()}})
    if (count > max_stream_list)
      return fail(ErrorCode::unsupported,
                  "a payload with " + std::to_string(count) + " " + what +
                      ", expected at most " + std::to_string(max_stream_list));
  return Writer(payload, base).run();
}

} // namespace hotpatch
