// Functions as parts: see part_builder.h.
//
// A function's bytes are taken as they are; only fields that hold addresses
// become links.  They are found as hpdiff finds references: by relocations, and
// in shared sections by decoding, since the assembler has resolved branches
// between functions there; for short ones see short_branches.cc.  Accesses of
// thread-local variables are rewritten where the linker has done so in the base
// (tls_forms.cc), whole windows with the call in them.
#include "hpcompile/part_builder.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"
#include "hpcompile/distance_tables.h"
#include "hpcompile/linker_forms.h"
#include "hpcompile/short_branches.h"
#include "hpcompile/tls_forms.h"
#include "hpcompile/witness_check.h"

#include <algorithm>
#include <cstring>

namespace hotpatch {
namespace {

constexpr std::uint64_t code_alignment = 16;

// Writes the low `width` bytes of `value`.
void write_field(std::vector<std::byte> &bytes, std::uint64_t at,
                 std::int64_t value, unsigned width) {
  put_at(bytes, at, static_cast<std::uint64_t>(value), width);
}

class FunctionBuilder {
public:
  FunctionBuilder(const PartContext &context, std::uint32_t object,
                  std::uint32_t function,
                  const std::vector<std::uint32_t> &places)
      : context_(context), object_(object), function_(function),
        places_(places), side_(context.post.objects[object].side),
        code_(side_.contents().functions[function]) {
    PairedObject *pair = context.pairing.of_post(object);
    pre_object_ = pair ? pair->pre : no_index;
    pre_function_ = pair ? pair->matched.pre_function[function] : no_index;
    view_ =
        pre_function_ == no_index
            ? view_function(side_, function)
            : view_function(context.base.pre().objects[pair->pre].side,
                            pre_function_, side_, function, *pair->equality);
    tables_ = find_distance_tables(view_.code);
  }

  std::vector<Part> run() {
    for (const Extent &extent : code_.extents) {
      const Section &section = side_.object().sections[extent.section];
      Part part{.section = PayloadSectionKind::code};
      const BytesView bytes =
          section.bytes.subspan(extent.begin, extent.size());
      part.bytes.assign(bytes.begin(), bytes.end());
      part.size = part.bytes.size();
      part.alignment =
          extent.begin % section.alignment == 0 && section.alignment <= 64
              ? std::max(section.alignment, code_alignment)
              : code_alignment;
      parts_.push_back(std::move(part));
    }
    for (std::size_t r = 0; r < view_.code.references.size(); ++r)
      add_reference(r);
    add_stubs(context_, short_branches_, parts_);
    for (Part &part : parts_)
      std::ranges::sort(part.links, {}, &Link::at);
    return std::move(parts_);
  }

private:
  void refuse(RefusalReason reason, std::uint64_t at, std::string what) {
    context_.refuse(reason, "+" + hex(at) + ": " + std::move(what));
  }

  // A place in the function itself.
  [[nodiscard]] std::optional<PartPlace> own_place(const Target &target) const {
    const std::uint32_t own = side_.contents().representative(function_);
    const bool is_own =
        (target.kind == Target::Kind::code &&
         (target.index == own || target.index == function_)) &&
        target.offset >= 0 &&
        static_cast<std::uint64_t>(target.offset) < view_.code.bytes.size();
    if (!is_own)
      return std::nullopt;
    const auto [extent, offset] =
        code_.extent_at(static_cast<std::uint64_t>(target.offset));
    return PartPlace{places_[extent], static_cast<std::int64_t>(offset)};
  }

  // What the base image has in the corresponding field.
  void fill_with_base(const std::optional<AlignedReference> &aligned,
                      std::vector<std::byte> &bytes, std::uint64_t at,
                      unsigned width) const {
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), width,
                std::byte{0});
    if (!aligned || aligned->width != width || pre_function_ == no_index)
      return;
    std::optional<Rva> rva =
        context_.base.function_place(pre_object_, pre_function_, aligned->at);
    std::optional<BytesView> field =
        rva ? context_.base.image().bytes_at(*rva, width) : std::nullopt;
    if (field)
      std::ranges::copy(*field,
                        bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }

  // Bytes that the instruction reads at the place that the reference leads to,
  // and nowhere else; 0: not known.
  [[nodiscard]] std::uint32_t read_width(const Reference &reference,
                                         const Instruction &holder) const {
    const bool is_place =
        holder.is_rip_relative &&
        reference.at == std::uint64_t{holder.offset} + holder.displacement_at;
    if (!is_place)
      return 0;
    return static_cast<std::uint32_t>(
        effects_of(view_.code.bytes.subspan(holder.offset, holder.length),
                   Isa::x86_64)
            .memory_width);
  }

  void add_reference(std::size_t index) {
    const Reference &reference = view_.code.references[index];
    if (reference.at < rewritten_end_)
      return;
    const auto [e, at] = code_.extent_at(reference.at);
    const Relocation *relocation = reference.relocation;
    const Instruction *holder =
        instruction_at(view_.code.instructions, reference.at);
    if (!holder || holder->flow == Flow::undecodable || reference.width == 0 ||
        at + reference.width > parts_[e].bytes.size())
      return refuse(RefusalReason::unsupported_relocation, reference.at,
                    "a field in no decodable instruction");
    const std::byte before = at > 0 ? parts_[e].bytes[at - 1] : std::byte{0};
    Access access = is_direct_transfer(*holder) ? Access::call : Access::direct;
    if (relocation)
      access = access_of(side_.object().machine, *relocation, before);
    if (is_tls(access))
      return add_tls(reference, holder->end(), e, at, access,
                     view_.aligned[index]);
    if (access == Access::none)
      return refuse(RefusalReason::unsupported_relocation, reference.at,
                    relocation_name(side_.object().machine, relocation->type));
    PreReference pre;
    if (const auto &aligned = view_.aligned[index])
      pre = {true, aligned->target};
    const std::optional<PartPlace> own =
        access == Access::slot ? std::nullopt : own_place(reference.target);
    Resolution resolution;
    if (!own) {
      if (!side_.accesses_directly(function_, *holder) &&
          is_doubtful(context_, object_, reference, pre))
        return refuse(RefusalReason::ambiguous_binding, reference.at,
                      "a place in " + section_of(reference) +
                          " that may mean what follows there");
      resolution =
          context_.resolver.resolve(object_, reference.target, access, pre,
                                    {.holds_distances = tables_[index],
                                     .width = read_width(reference, *holder)});
    }
    if (!own && view_.aligned[index])
      resolution = check_witness(context_, object_,
                                 {pre_object_, pre_function_}, reference.target,
                                 *view_.aligned[index], std::move(resolution));
    const std::int64_t distance =
        static_cast<std::int64_t>(holder->end() - reference.at);
    emit(e, at, reference, own, resolution, distance, access,
         view_.aligned[index]);
  }

  // `end` is that of the instruction (function offset).
  void add_tls(const Reference &reference, std::uint64_t end, std::uint32_t e,
               std::uint64_t at, Access access,
               const std::optional<AlignedReference> &aligned) {
    const Relocation &relocation = *reference.relocation;
    const std::int64_t bias =
        side_.bias(relocation, relocation.offset + (end - reference.at));
    const TlsResolution tls = context_.tls.resolve(
        object_, relocation.symbol, relocation.addend + bias, access);
    const Section &section = side_.object().sections[code_.extents[e].section];
    const std::optional<Window> window =
        window_of(side_.object().machine, section.bytes, relocation);
    const bool is_refused = tls.resolution.kind == Resolution::Kind::refused;
    if (window && (is_refused || tls.access != access))
      rewritten_end_ = reference.at + (window->end - relocation.offset);
    if (is_refused || tls.access == access)
      return emit(e, at, reference, std::nullopt, tls.resolution,
                  static_cast<std::int64_t>(end - reference.at), access,
                  aligned);
    const std::optional<TlsCode> code =
        window && window->begin >= code_.extents[e].begin &&
                window->end <= code_.extents[e].end
            ? rewrite_tls(relocation.type,
                          section.bytes.subspan(window->begin,
                                                window->end - window->begin),
                          tls.access)
            : std::nullopt;
    if (!code)
      return refuse(RefusalReason::unsupported_relocation, reference.at,
                    "an access of a thread-local variable that the linker has "
                    "made shorter in the image, in code that cannot be");
    const std::uint64_t begin = window->begin - code_.extents[e].begin;
    Part &part = parts_[e];
    std::ranges::copy(code->bytes,
                      part.bytes.begin() + static_cast<std::ptrdiff_t>(begin));
    if (!code->field)
      return;
    const std::uint64_t field = begin + *code->field;
    if (tls.resolution.kind == Resolution::Kind::number)
      return write_field(part.bytes, field, tls.resolution.offset, 4);
    std::optional<AlignedReference> moved = aligned;
    if (moved)
      moved->at += field - at;
    fill_with_base(moved, part.bytes, field, 4);
    add_link(context_, part,
             {.at = static_cast<std::uint32_t>(field), .addend = -4},
             tls.resolution, false);
  }

  [[nodiscard]] std::string section_of(const Reference &reference) const {
    const ObjectFile &file = side_.object();
    const Symbol &symbol = file.symbols[reference.relocation->symbol];
    return std::string(file.sections[symbol.section].name);
  }

  // MSVC's runtime looks for types by their distance from the loaded module
  // that holds the record of what is thrown (_TI...); a payload is none.
  // Source: LLVM, CodeGen/MicrosoftCXXABI.cpp (ThrowInfo is image-relative);
  // Windows SDK, RtlPcToFileHeader.
  [[nodiscard]] bool throws_as_msvc(const Reference &reference,
                                    const Resolution &resolution) const {
    const ObjectFile &file = side_.object();
    if (!reference.relocation || file.machine.format != ObjectFormat::coff)
      return false;
    const std::string_view name =
        file.symbols[reference.relocation->symbol].name;
    return name == "_CxxThrowException" || name == "__imp__CxxThrowException" ||
           (name.starts_with("_TI") &&
            resolution.kind == Resolution::Kind::refused);
  }

  void emit(std::uint32_t e, std::uint64_t at, const Reference &reference,
            const std::optional<PartPlace> &own, const Resolution &resolution,
            std::int64_t distance, Access access,
            const std::optional<AlignedReference> &aligned) {
    Part &part = parts_[e];
    const RelocationForm form = reference.relocation
                                    ? reference.relocation->form
                                    : RelocationForm::pc_relative;
    if (!own && throws_as_msvc(reference, resolution))
      return refuse(RefusalReason::unsupported_unwind, reference.at,
                    "a C++ exception is thrown in MSVC's way, which only code "
                    "of a loaded module can");
    if (!own && resolution.kind == Resolution::Kind::refused)
      return refuse(resolution.reason, reference.at, resolution.detail);
    if (!own && resolution.kind == Resolution::Kind::number) {
      write_field(part.bytes, at, resolution.offset, reference.width);
      return;
    }
    Link link{.at = static_cast<std::uint32_t>(at)};
    const bool is_relative =
        form == RelocationForm::pc_relative || form == RelocationForm::slot;
    if (is_relative && reference.width == 1) {
      short_branches_.push_back({e, at, own.value_or(PartPlace{}), resolution});
      return;
    }
    if (is_relative && reference.width == 4)
      link.addend = -distance;
    else if (form == RelocationForm::absolute && reference.width == 8)
      link.form = Link::Form::absolute;
    else
      return emit_number(part, at, reference, own, resolution, form);
    fill_with_base(aligned, part.bytes, at, reference.width);
    if (own) {
      link.part = own->part;
      link.addend += own->offset;
      part.links.push_back(link);
      return;
    }
    add_link(context_, part, link, resolution, access == Access::call);
  }

  // Addresses of the base as numbers that do not depend on where it is loaded.
  void emit_number(Part &part, std::uint64_t at, const Reference &reference,
                   const std::optional<PartPlace> &own,
                   const Resolution &resolution, RelocationForm form) {
    const Image &image = context_.base.image();
    const bool is_base = !own && resolution.kind == Resolution::Kind::base;
    if (is_base && reference.width == 4 &&
        form == RelocationForm::image_relative)
      return write_field(part.bytes, at, resolution.base + resolution.offset,
                         4);
    if (is_base && reference.width == 4 && form == RelocationForm::absolute &&
        !image.is_relocatable)
      return write_field(part.bytes, at,
                         static_cast<std::int64_t>(image.preferred_base) +
                             resolution.base + resolution.offset,
                         4);
    refuse(RefusalReason::unsupported_relocation, reference.at,
           (reference.relocation
                ? relocation_name(side_.object().machine,
                                  reference.relocation->type)
                : std::string("a reference without a relocation")) +
               " to " + (is_base ? "the base image" : "the payload") +
               ", whose address is not known before it is applied");
  }

  const PartContext &context_;
  std::uint32_t object_, function_;
  const std::vector<std::uint32_t> &places_;
  const Side &side_;
  const Function &code_;
  std::uint32_t pre_object_ = no_index, pre_function_ = no_index;
  FunctionView view_;
  std::vector<bool> tables_; // by reference: of a table of distances
  std::vector<Part> parts_;
  std::vector<ShortBranch> short_branches_;
  std::uint64_t rewritten_end_ = 0; // of what was rewritten as a whole
};

} // namespace

namespace {

// The address of an export, which only a field of its own size can hold.
void add_imported(const PartContext &context, Part &part, Link link,
                  const Resolution &resolution) {
  if (link.form != Link::Form::absolute || resolution.offset != 0) {
    context.refuse(RefusalReason::unbound, "the address of " + resolution.name +
                                               ", which is in another module");
    return;
  }
  if (resolution.base == 0) {
    part.imports.push_back({link.at, resolution.name});
    return;
  }
  link.form = Link::Form::copy;
  link.base = resolution.base;
  link.addend = 0;
  part.links.push_back(link);
}

} // namespace

void add_link(const PartContext &context, Part &part, Link link,
              const Resolution &resolution, bool by_call) {
  switch (resolution.kind) {
  case Resolution::Kind::base:
    if (link.form == Link::Form::payload_rva)
      return context.refuse(RefusalReason::unsupported_unwind,
                            "exception information that leads to the base "
                            "image by an RVA");
    link.base = resolution.base;
    link.addend += resolution.offset;
    break;
  case Resolution::Kind::entity: {
    const PartPlace place =
        context.place_of(resolution.entity, resolution.offset, by_call);
    link.part = place.part;
    link.addend += place.offset;
    break;
  }
  case Resolution::Kind::imported:
    return add_imported(context, part, link, resolution);
  case Resolution::Kind::number:
  case Resolution::Kind::refused:
    context.refuse(resolution.reason, resolution.detail);
    return;
  }
  part.links.push_back(link);
}

std::vector<Part> build_function(const PartContext &context,
                                 std::uint32_t object, std::uint32_t function,
                                 const std::vector<std::uint32_t> &places) {
  return FunctionBuilder(context, object, function, places).run();
}

} // namespace hotpatch
