// Reading keys and revocations from files.
//
// The layout is OSTree's, made strict: a directory of keys, one of revoked keys
// and a list.  The danger is in what is not noticed.  A revocation under a
// misspelt name would be no revocation, so every name must be one that is
// known; a private key among the trusted ones is a mistake that somebody wants
// to hear of.
#include "formats/package/trust.h"

#include "formats/core/file.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::string_view revoked_folder = "revoked";
constexpr std::string_view revoked_list = "revoked-packages";
constexpr std::size_t max_id_list = std::size_t{16} << 20; // bytes

// What `read` makes of a file, with the path before every error.
template <typename Read>
auto read_file(const std::string &path, Read read)
    -> decltype(read(BytesView())) {
  const MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  return at_path(read(file.bytes()), path);
}

int digit_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

Expected<PackageId> read_id(std::string_view text) {
  PackageId id = {};
  bool is_good = text.size() == 2 * id.size();
  for (std::size_t i = 0; is_good && i < id.size(); ++i) {
    const int high = digit_value(text[2 * i]);
    const int low = digit_value(text[2 * i + 1]);
    is_good = high >= 0 && low >= 0;
    id[i] = static_cast<std::byte>(high * 16 + low);
  }
  if (!is_good)
    return fail(ErrorCode::malformed,
                "\"" + std::string(text) +
                    "\", expected a package id of 64 hexadecimal digits");
  return id;
}

Expected<std::vector<PackageId>> read_ids(std::string_view text) {
  std::vector<PackageId> ids;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line =
        trim(text.substr(0, end).substr(0, text.substr(0, end).find('#')));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty())
      continue;
    Expected<PackageId> id = read_id(line);
    if (!id)
      return std::unexpected(
          std::move(id).error().at("line " + std::to_string(number)));
    ids.push_back(*id);
  }
  return ids;
}

Expected<std::vector<PackageId>> read_id_list(BytesView file) {
  if (file.size() > max_id_list)
    return fail(ErrorCode::malformed, std::to_string(file.size()) +
                                          " bytes, expected at most " +
                                          std::to_string(max_id_list));
  return read_ids(as_text(file));
}

bool is_key_name(std::string_view name) {
  return name.ends_with(".pem") || name.ends_with(".pub");
}

Expected<void> add_keys(TrustStore &trust, const std::string &path) {
  for (PublicKey &key : HP_TRY(read_file(path, read_public_keys)))
    trust.keys.push_back(std::move(key));
  return {};
}

Expected<void> revoke_keys(TrustStore &trust, const std::string &path) {
  for (const PublicKey &key : HP_TRY(read_file(path, read_public_keys)))
    trust.revoked_keys.push_back(key.id());
  return {};
}

Expected<void> revoke_packages(TrustStore &trust, const std::string &path) {
  for (const PackageId &id : HP_TRY(read_file(path, read_id_list)))
    trust.revoked_packages.push_back(id);
  return {};
}

std::unexpected<Error> unknown_name(const std::string &path) {
  return fail(ErrorCode::unsupported,
              path + ": is not known in a directory of trusted keys",
              "keys are NAME.pem or NAME.pub, those that are revoked in "
              "revoked/, and revoked-packages lists ids");
}

// Calls add_one(trust, path, name) for everything in a directory.
template <typename AddOne>
Expected<void> add_entries(TrustStore &trust, const std::string &folder,
                           AddOne add_one) {
  for (const std::string &name : HP_TRY(at_path(list_entries(folder), folder)))
    if (!name.starts_with('.'))
      HP_TRY(add_one(trust, folder + "/" + name, name));
  return {};
}

Expected<void> add_revoked(TrustStore &trust, const std::string &path,
                           std::string_view name) {
  return is_key_name(name) ? revoke_keys(trust, path) : unknown_name(path);
}

Expected<void> add_trusted(TrustStore &trust, const std::string &path,
                           std::string_view name) {
  if (name == revoked_folder)
    return add_entries(trust, path, add_revoked);
  if (name == revoked_list)
    return revoke_packages(trust, path);
  return is_key_name(name) ? add_keys(trust, path) : unknown_name(path);
}

Expected<void> add_path(TrustStore &trust, const std::string &path) {
  const Expected<bool> is_folder = is_directory(path);
  return is_folder && *is_folder ? add_entries(trust, path, add_trusted)
                                 : add_keys(trust, path);
}

} // namespace

Expected<TrustStore> read_trust(const std::vector<std::string> &paths) {
  TrustStore trust;
  for (const std::string &path : paths)
    HP_TRY(add_path(trust, path));
  return trust;
}

} // namespace hotpatch
