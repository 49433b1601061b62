// Reading .hpmeta, which metadata_writer.cc writes and explains.
//
// For a value there is one right encoding, so whatever the writer would not
// write is refused: a key out of order, an array of another length, bytes left
// over.  (Lists that are empty or not in order are let through here, and found
// by payload.cc, which encodes what it has read and compares.)  A key that is
// not known is an error: what a newer writer says must not be applied by an
// older reader that skips it.
//
// Read in one pass from front to back: the order of keys puts the objects'
// names before the functions that name them by number.
#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/metadata.h"
#include "formats/payload/metadata_format.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::uint64_t max_u32 = std::numeric_limits<std::uint32_t>::max();
constexpr Rva pad_size = 5;
constexpr Rva endbr64_size = 4;

Expected<void> read_base(CborReader &in, Payload &payload) {
  HP_TRY(in.expect_array(6));
  ImageIdentity &base = payload.base;
  payload.base_name = HP_TRY(in.read_text());
  base.size_of_image = HP_TRY(in.read_u32());
  base.code_digest = HP_TRY(in.read_byte_array<32>());
  CborReader ahead = in;
  if (HP_TRY(ahead.read_bytes()).empty())
    in = ahead;
  else
    base.pdb_guid = HP_TRY(in.read_byte_array<16>());
  base.pdb_age = HP_TRY(in.read_u32());
  const BytesView build_id = HP_TRY(in.read_bytes());
  base.build_id.assign(build_id.begin(), build_id.end());
  return {};
}

Expected<PayloadFunction::Piece> read_piece(CborReader &in) {
  HP_TRY(in.expect_array(2));
  PayloadFunction::Piece piece;
  piece.base_rva = HP_TRY(in.read_u32());
  piece.base_size = HP_TRY(in.read_u32());
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
  function.payload_rva = HP_TRY(in.read_u32());
  function.size = HP_TRY(in.read_u32());
  if (items == 5)
    return function;
  function.base_rva = HP_TRY(in.read_u32());
  function.base_size = HP_TRY(in.read_u32());
  function.base_digest = HP_TRY(in.read_byte_array<32>());
  if (items == 9)
    HP_TRY(read_cbor_list(in, function.base_pieces, read_piece));
  return function;
}

// Functions name their object by number, so a small section could ask for much
// memory: max_object_text bounds what the names are together.
Expected<void> read_functions(CborReader &in, Payload &payload,
                              const std::vector<std::string> &names) {
  std::uint64_t text = 0;
  return read_cbor_list(in, payload.functions,
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
  HP_TRY(in.expect_array(3));
  PayloadImport import;
  import.slot = HP_TRY(in.read_u32());
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
  HP_TRY(in.expect_array(2));
  Hook hook;
  hook.kind = static_cast<HookKind>(HP_TRY(
      in.read_uint(static_cast<std::uint64_t>(HookKind::post_rollback))));
  hook.payload_rva = HP_TRY(in.read_u32());
  return hook;
}

Expected<AcceptedRisk> read_accepted(CborReader &in) {
  HP_TRY(in.expect_array(3));
  AcceptedRisk risk;
  risk.slug = HP_TRY(in.read_text());
  risk.subject = HP_TRY(in.read_text());
  risk.reason = HP_TRY(in.read_text());
  return risk;
}

// Ascending numbers as the distances between them.
Expected<void> read_line_only(CborReader &in, Payload &payload) {
  std::uint64_t last = 0;
  return read_cbor_list(
      in, payload.line_only, [&](CborReader &item) -> Expected<Rva> {
        last += HP_TRY(item.read_u32());
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
    return read_cbor_list(in, payload.hooks, read_hook);
  if (key == "unwind") {
    payload.needs_unwind = true;
    return in.read_true();
  }
  if (key == "imports")
    return read_cbor_list(in, payload.imports, read_import);
  if (key == "objects")
    return read_cbor_list(in, names,
                          [](CborReader &item) { return item.read_text(); });
  if (key == "accepted")
    return read_cbor_list(in, payload.accepted, read_accepted);
  if (key == "functions")
    return read_functions(in, payload, names);
  if (key == "line_only")
    return read_line_only(in, payload);
  if (key == "redirects")
    return read_cbor_list(in, payload.redirects, read_redirect);
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
