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

constexpr std::string_view revoked_folder = "revoked/";
constexpr std::string_view revoked_list = "revoked-packages";
constexpr std::size_t max_id_list = std::size_t{16} << 20; // bytes

Expected<std::vector<PublicKey>> read_key_file(const std::string &path) {
  const MappedFile file = HP_TRY(MappedFile::open(path));
  return read_public_keys(file.bytes());
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

Expected<std::vector<PackageId>> read_id_file(const std::string &path) {
  const MappedFile file = HP_TRY(MappedFile::open(path));
  if (file.bytes().size() > max_id_list)
    return fail(ErrorCode::malformed, std::to_string(file.bytes().size()) +
                                          " bytes, expected at most " +
                                          std::to_string(max_id_list));
  return read_ids(as_text(file.bytes()));
}

bool is_key_name(std::string_view name) {
  return !name.contains('/') &&
         (name.ends_with(".pem") || name.ends_with(".pub"));
}

bool is_hidden(std::string_view name) {
  return name.starts_with('.') || name.contains("/.");
}

Expected<void> add_keys(TrustStore &trust, const std::string &path) {
  for (PublicKey &key : HP_TRY(read_key_file(path)))
    trust.keys.push_back(std::move(key));
  return {};
}

Expected<void> revoke_keys(TrustStore &trust, const std::string &path) {
  for (const PublicKey &key : HP_TRY(read_key_file(path)))
    trust.revoked_keys.push_back(key.id());
  return {};
}

Expected<void> revoke_packages(TrustStore &trust, const std::string &path) {
  for (const PackageId &id : HP_TRY(read_id_file(path)))
    trust.revoked_packages.push_back(id);
  return {};
}

std::unexpected<Error> unknown_name() {
  return fail(ErrorCode::unsupported,
              "is not known in a directory of trusted keys",
              "keys are NAME.pem or NAME.pub, those that are revoked in "
              "revoked/, and revoked-packages lists ids");
}

Expected<void> add_file(TrustStore &trust, const std::string &path,
                        std::string_view name) {
  if (name == revoked_list)
    return revoke_packages(trust, path);
  if (is_key_name(name))
    return add_keys(trust, path);
  return unknown_name();
}

Expected<void> add_revoked_file(TrustStore &trust, const std::string &path,
                                std::string_view name) {
  if (is_key_name(name))
    return revoke_keys(trust, path);
  return unknown_name();
}

// `revoked/` is listed on its own, since it may be a link to a directory, which
// a walk from above would not follow.
Expected<void> add_directory(TrustStore &trust, const std::string &root) {
  const auto add = [&](const std::string &folder, auto add_one,
                       std::string_view skipped) -> Expected<void> {
    for (const std::string &name : HP_TRY(list_files(folder))) {
      if (is_hidden(name) || (!skipped.empty() && name.starts_with(skipped)))
        continue;
      const std::string path = folder + "/" + name;
      if (Expected<void> added = add_one(trust, path, name); !added)
        return std::unexpected(std::move(added).error().at(path));
    }
    return {};
  };
  HP_TRY(add(root, add_file, revoked_folder));
  const std::string revoked = root + "/revoked";
  if (const Expected<bool> is_there = is_directory(revoked);
      is_there && *is_there)
    return add(revoked, add_revoked_file, "");
  return {};
}

Expected<void> add_path(TrustStore &trust, const std::string &path) {
  if (HP_TRY(is_directory(path)))
    return add_directory(trust, path);
  Expected<void> added = add_keys(trust, path);
  if (!added)
    return std::unexpected(std::move(added).error().at(path));
  return {};
}

} // namespace

Expected<TrustStore> read_trust(const std::vector<std::string> &paths) {
  TrustStore trust;
  for (const std::string &path : paths)
    HP_TRY(add_path(trust, path));
  return trust;
}

} // namespace hotpatch
