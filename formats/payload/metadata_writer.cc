// Writing .hpmeta; metadata_reader.cc reads it.
//
// One map with a version; keys whose value would be empty are left out, so that
// the usual payload pays for what it uses.  Its elements are arrays by position
// and not maps: names of keys in each of a thousand functions would be most of
// the section.  Names of objects, which most functions share, are in a list of
// their own in the order of their first use.
//
// The keys' order is that of their encoded bytes, shortest first, as
// deterministic CBOR wants it.
#include "formats/core/cbor.h"
#include "formats/payload/metadata.h"
#include "formats/payload/metadata_format.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

std::uint64_t stored_kind(const Redirect &redirect) {
  switch (redirect.kind) {
  case RedirectKind::pad:
    return stored_pad;
  case RedirectKind::entry:
    break;
  }
  return redirect.patch_begin == redirect.base_entry
             ? stored_entry
             : stored_entry_behind_endbr64;
}

// Numbers of object names in the order of their first use.
struct ObjectList {
  std::vector<std::string_view> names;
  std::map<std::string_view, std::uint64_t> numbers;

  explicit ObjectList(const std::vector<PayloadFunction> &functions) {
    for (const PayloadFunction &function : functions)
      if (numbers.emplace(function.object, names.size()).second)
        names.emplace_back(function.object);
  }
};

void put_base(CborWriter &out, const Payload &payload) {
  const ImageIdentity &base = payload.base;
  const bool has_guid = base.pdb_guid != decltype(base.pdb_guid){};
  out.begin_array(6);
  out.put_text(payload.base_name);
  out.put_uint(base.size_of_image);
  out.put_bytes(base.code_digest);
  out.put_bytes(has_guid ? BytesView(base.pdb_guid) : BytesView());
  out.put_uint(base.pdb_age);
  out.put_bytes(base.build_id);
}

void put_function(CborWriter &out, const PayloadFunction &function,
                  const ObjectList &objects) {
  const std::size_t items = !function.base_rva             ? 5
                            : function.base_pieces.empty() ? 8
                                                           : 9;
  out.begin_array(items);
  out.put_text(function.name);
  out.put_uint(objects.numbers.at(function.object));
  out.put_uint(static_cast<std::uint64_t>(function.reason));
  out.put_uint(function.payload_rva);
  out.put_uint(function.size);
  if (!function.base_rva)
    return;
  out.put_uint(*function.base_rva);
  out.put_uint(function.base_size);
  out.put_bytes(function.base_digest);
  if (function.base_pieces.empty())
    return;
  out.begin_array(function.base_pieces.size());
  for (const PayloadFunction::Piece &piece : function.base_pieces) {
    out.begin_array(2);
    out.put_uint(piece.base_rva);
    out.put_uint(piece.base_size);
  }
}

void put_import(CborWriter &out, const PayloadImport &import) {
  out.begin_array(3);
  out.put_uint(import.slot);
  out.put_text(import.module);
  if (import.name.empty())
    out.put_uint(import.ordinal);
  else
    out.put_text(import.name);
}

// A list with its key, unless it is empty.
template <typename T, typename Put>
void put_list(CborWriter &out, std::string_view key, const std::vector<T> &list,
              Put put) {
  if (list.empty())
    return;
  out.put_text(key);
  out.begin_array(list.size());
  for (const T &item : list)
    put(item);
}

} // namespace

std::vector<std::byte> encode_metadata(const Payload &payload) {
  const ObjectList objects(payload.functions);
  const std::uint64_t pairs = 2U + std::uint64_t{!payload.hooks.empty()} +
                              std::uint64_t{payload.needs_unwind} +
                              std::uint64_t{!payload.imports.empty()} +
                              std::uint64_t{!payload.accepted.empty()} +
                              2U * std::uint64_t{!payload.functions.empty()} +
                              std::uint64_t{!payload.line_only.empty()} +
                              std::uint64_t{!payload.redirects.empty()};
  CborWriter out;
  out.begin_map(pairs);
  out.put_text("v");
  out.put_uint(metadata_version);
  out.put_text("base");
  put_base(out, payload);
  put_list(out, "hooks", payload.hooks, [&](const Hook &hook) {
    out.begin_array(2);
    out.put_uint(static_cast<std::uint64_t>(hook.kind));
    out.put_uint(hook.payload_rva);
  });
  if (payload.needs_unwind) {
    out.put_text("unwind");
    out.put_true();
  }
  put_list(out, "imports", payload.imports,
           [&](const PayloadImport &import) { put_import(out, import); });
  put_list(out, "objects", objects.names,
           [&](std::string_view name) { out.put_text(name); });
  put_list(out, "accepted", payload.accepted, [&](const AcceptedRisk &risk) {
    out.begin_array(3);
    out.put_text(risk.slug);
    out.put_text(risk.subject);
    out.put_text(risk.reason);
  });
  put_list(out, "functions", payload.functions,
           [&](const PayloadFunction &function) {
             put_function(out, function, objects);
           });
  Rva last = 0;
  put_list(out, "line_only", payload.line_only, [&](Rva place) {
    out.put_uint(place - last);
    last = place;
  });
  put_list(out, "redirects", payload.redirects, [&](const Redirect &redirect) {
    out.put_uint(stored_kind(redirect));
  });
  return std::move(out).take();
}

} // namespace hotpatch
