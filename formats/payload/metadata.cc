// Writing and reading .hpmeta.
//
// One map with a version; keys whose value would be empty are left out, so that
// the usual payload pays for what it uses.  Its elements are arrays by position
// and not maps: names of keys in each of a thousand functions would be most of
// the section.  Names of objects, which most functions share, are in a list of
// their own in the order of their first use.
//
// The keys' order is that of their encoded bytes, shortest first, as
// deterministic CBOR wants it.  A key that is not known is an error: what a
// newer writer says must not be applied by an older reader that skips it.
#include "formats/payload/metadata.h"

#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t metadata_version = 1;
constexpr std::uint64_t max_u32 = std::numeric_limits<std::uint32_t>::max();

// A redirect's kind as stored.  DO NOT CHANGE.
enum StoredRedirect : std::uint64_t {
  stored_pad = 0,
  stored_entry = 1,
  stored_entry_behind_endbr64 = 2,
};
constexpr Rva pad_size = 5;
constexpr Rva endbr64_size = 4;

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

template <typename T, typename Read>
Expected<void> read_list(CborReader &in, std::vector<T> &list, Read read) {
  const std::uint64_t items = HP_TRY(in.begin_array());
  for (std::uint64_t i = 0; i < items; ++i) {
    Expected<T> item = read(in);
    if (!item)
      return std::unexpected(
          std::move(item).error().at("item " + std::to_string(i)));
    list.push_back(*std::move(item));
  }
  return {};
}

Expected<std::uint32_t> read_u32(CborReader &in) {
  return static_cast<std::uint32_t>(HP_TRY(in.read_uint(max_u32)));
}

// An array of so many items.
Expected<void> expect_items(CborReader &in, std::uint64_t expected) {
  const std::uint64_t items = HP_TRY(in.begin_array());
  if (items != expected)
    return fail(ErrorCode::malformed, std::to_string(items) +
                                          " items, expected " +
                                          std::to_string(expected));
  return {};
}

template <std::size_t N>
Expected<std::array<std::byte, N>> read_array(CborReader &in) {
  const BytesView bytes = HP_TRY(in.read_bytes());
  if (bytes.size() != N)
    return fail(ErrorCode::malformed,
                "byte string of " + std::to_string(bytes.size()) +
                    " bytes, expected " + std::to_string(N));
  std::array<std::byte, N> result;
  std::ranges::copy(bytes, result.begin());
  return result;
}

Expected<void> read_base(CborReader &in, Payload &payload) {
  HP_TRY(expect_items(in, 6));
  ImageIdentity &base = payload.base;
  payload.base_name = HP_TRY(in.read_text());
  base.size_of_image = HP_TRY(read_u32(in));
  base.code_digest = HP_TRY(read_array<32>(in));
  CborReader ahead = in;
  if (HP_TRY(ahead.read_bytes()).empty())
    in = ahead;
  else
    base.pdb_guid = HP_TRY(read_array<16>(in));
  base.pdb_age = HP_TRY(read_u32(in));
  const BytesView build_id = HP_TRY(in.read_bytes());
  base.build_id.assign(build_id.begin(), build_id.end());
  return {};
}

Expected<PayloadFunction::Piece> read_piece(CborReader &in) {
  HP_TRY(expect_items(in, 2));
  PayloadFunction::Piece piece;
  piece.base_rva = HP_TRY(read_u32(in));
  piece.base_size = HP_TRY(read_u32(in));
  return piece;
}

Expected<PayloadFunction> read_function(CborReader &in,
                                        const std::vector<std::string> &names) {
  const std::uint64_t items = HP_TRY(in.begin_array());
  if (items != 5 && items != 8 && items != 9)
    return fail(ErrorCode::malformed,
                std::to_string(items) + " items, expected 5, 8 or 9");
  PayloadFunction function;
  function.name = HP_TRY(in.read_text());
  const std::uint64_t object = HP_TRY(in.read_uint(max_u32));
  if (object >= names.size())
    return fail(ErrorCode::malformed, "object " + std::to_string(object) +
                                          ", but there are " +
                                          std::to_string(names.size()));
  function.object = names[static_cast<std::size_t>(object)];
  function.reason = static_cast<FunctionReason>(HP_TRY(
      in.read_uint(static_cast<std::uint64_t>(FunctionReason::reached))));
  function.payload_rva = HP_TRY(read_u32(in));
  function.size = HP_TRY(read_u32(in));
  if (items == 5)
    return function;
  function.base_rva = HP_TRY(read_u32(in));
  function.base_size = HP_TRY(read_u32(in));
  function.base_digest = HP_TRY(read_array<32>(in));
  if (items == 9)
    HP_TRY(read_list(in, function.base_pieces, read_piece));
  return function;
}

// Functions name their object by number, so a small section could ask for much
// memory: max_object_text bounds what the names are together.
Expected<void> read_functions(CborReader &in, Payload &payload,
                              const std::vector<std::string> &names) {
  std::uint64_t text = 0;
  return read_list(in, payload.functions,
                   [&](CborReader &item) -> Expected<PayloadFunction> {
                     PayloadFunction function =
                         HP_TRY(read_function(item, names));
                     text += function.object.size();
                     if (text > max_object_text)
                       return fail(ErrorCode::malformed,
                                   "object names of more than " +
                                       std::to_string(max_object_text) +
                                       " bytes over all functions");
                     return function;
                   });
}

Expected<Redirect> read_redirect(CborReader &in) {
  const std::uint64_t kind = HP_TRY(in.read_uint(stored_entry_behind_endbr64));
  if (kind == stored_pad)
    return Redirect{.kind = RedirectKind::pad, .patch_begin = 0U - pad_size};
  return Redirect{.kind = RedirectKind::entry,
                  .patch_begin = kind == stored_entry ? 0 : endbr64_size};
}

Expected<PayloadImport> read_import(CborReader &in) {
  HP_TRY(expect_items(in, 3));
  PayloadImport import;
  import.slot = HP_TRY(read_u32(in));
  import.module = HP_TRY(in.read_text());
  CborReader ahead = in;
  if (Expected<std::uint64_t> ordinal = ahead.read_uint(0xffff)) {
    import.ordinal = static_cast<std::uint16_t>(*ordinal);
    in = ahead;
  } else {
    import.name = HP_TRY(in.read_text());
  }
  return import;
}

Expected<Hook> read_hook(CborReader &in) {
  HP_TRY(expect_items(in, 2));
  Hook hook;
  hook.kind = static_cast<HookKind>(HP_TRY(
      in.read_uint(static_cast<std::uint64_t>(HookKind::post_rollback))));
  hook.payload_rva = HP_TRY(read_u32(in));
  return hook;
}

Expected<AcceptedRisk> read_accepted(CborReader &in) {
  HP_TRY(expect_items(in, 3));
  AcceptedRisk risk;
  risk.slug = HP_TRY(in.read_text());
  risk.subject = HP_TRY(in.read_text());
  risk.reason = HP_TRY(in.read_text());
  return risk;
}

// Ascending numbers as the distances between them.
Expected<void> read_line_only(CborReader &in, Payload &payload) {
  std::uint64_t last = 0;
  return read_list(
      in, payload.line_only, [&](CborReader &item) -> Expected<Rva> {
        last += HP_TRY(read_u32(item));
        if (last > std::numeric_limits<Rva>::max())
          return fail(ErrorCode::malformed, "a place behind the image");
        return static_cast<Rva>(last);
      });
}

// The value of one key.  Keys come in the order in which they are written, so
// that the objects' names are there before the functions.
Expected<void> read_value(CborReader &in, std::string_view key,
                          Payload &payload, std::vector<std::string> &names) {
  if (key == "base")
    return read_base(in, payload);
  if (key == "hooks")
    return read_list(in, payload.hooks, read_hook);
  if (key == "unwind") {
    payload.needs_unwind = true;
    return in.read_true();
  }
  if (key == "imports")
    return read_list(in, payload.imports, read_import);
  if (key == "objects")
    return read_list(in, names,
                     [](CborReader &item) { return item.read_text(); });
  if (key == "accepted")
    return read_list(in, payload.accepted, read_accepted);
  if (key == "functions")
    return read_functions(in, payload, names);
  if (key == "line_only")
    return read_line_only(in, payload);
  if (key == "redirects")
    return read_list(in, payload.redirects, read_redirect);
  return fail(ErrorCode::malformed, "is not known");
}

// The map's first pair, which is there in all versions.
Expected<void> read_version(CborReader &in) {
  const std::string key = HP_TRY(in.read_text());
  if (key != "v")
    return fail(ErrorCode::malformed,
                "first key \"" + key + "\", expected \"v\"");
  const std::uint64_t version =
      HP_TRY(in.read_uint(std::numeric_limits<std::uint64_t>::max()));
  if (version != metadata_version)
    return fail(version > metadata_version ? ErrorCode::unsupported
                                           : ErrorCode::malformed,
                "version " + std::to_string(version) + ", expected " +
                    std::to_string(metadata_version));
  return {};
}

Expected<void> read_map(CborReader &in, Payload &payload) {
  const std::uint64_t pairs = HP_TRY(in.begin_map());
  HP_TRY(read_version(in));
  std::vector<std::string> names;
  std::string before = "v";
  const auto order = [](const std::string &key) {
    return std::pair(key.size(), std::string_view(key));
  };
  for (std::uint64_t i = 1; i < pairs; ++i) {
    std::string key = HP_TRY(in.read_text());
    if (order(key) <= order(before))
      return fail(ErrorCode::malformed,
                  "key \"" + key + "\" behind key \"" + before + "\"");
    if (Expected<void> read = read_value(in, key, payload, names); !read)
      return std::unexpected(std::move(read).error().at("key \"" + key + "\""));
    before = std::move(key);
  }
  return {};
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

Expected<Payload> decode_metadata(BytesView bytes) {
  CborReader in(bytes);
  Payload payload;
  Expected<void> read = read_map(in, payload);
  if (read && !in.is_at_end())
    read = fail(ErrorCode::malformed, "bytes are left over");
  if (!read)
    return std::unexpected(
        std::move(read).error().at("metadata at " + hex(in.position())));
  return payload;
}

} // namespace hotpatch
