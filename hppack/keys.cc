// A file that is there is never replaced: a key that is overwritten is lost,
// and with it everything that trusts it.  The private key comes first: from it
// the public one can be made again (openssl pkey -pubout), not the other way
// round.
#include "hppack/keys.h"

#include "formats/core/file.h"

#include <utility>
#include <vector>

namespace hotpatch {
namespace {

template <typename Read>
auto read_at(const std::string &path, Read read)
    -> decltype(read(BytesView())) {
  const auto at_path = [&](Error error) {
    return std::unexpected(std::move(error).at(path));
  };
  const Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return at_path(file.error());
  auto result = read(file->bytes());
  if (!result)
    return at_path(std::move(result).error());
  return result;
}

Expected<void> put(const std::string &path, std::string_view content,
                   Readers readers) {
  Expected<void> created = create_file(path, content, readers);
  if (!created)
    return std::unexpected(std::move(created).error().at(path));
  return {};
}

} // namespace

std::string public_path(const std::string &key) { return key + ".pub"; }

Expected<PublicKey> make_key_files(const std::string &path,
                                   std::string_view passphrase) {
  // create_file() would say the same, but for the second one too late.
  for (const std::string &file : {path, public_path(path)})
    if (is_directory(file))
      return fail(ErrorCode::io, file + ": File exists",
                  "keys are never replaced; name another file or remove it");
  const PrivateKey key = HP_TRY(generate_key());
  const Secret text = HP_TRY(write_private_key(key, passphrase));
  HP_TRY(put(path, text.text(), Readers::owner));
  HP_TRY(put(public_path(path), write_public_key(key.public_key()),
             Readers::umask));
  return key.public_key();
}

Expected<PrivateKey> read_key_file(const std::string &path,
                                   const PassphraseSource &source) {
  return read_at(path, [&](BytesView bytes) -> Expected<PrivateKey> {
    if (!is_encrypted_key(bytes))
      return read_private_key(bytes, "");
    const Secret passphrase = HP_TRY(passphrase_for(source, path));
    return read_private_key(bytes, passphrase.text());
  });
}

Expected<PublicKey> read_public_key_file(const std::string &path) {
  return read_at(path, [](BytesView bytes) -> Expected<PublicKey> {
    const std::vector<PublicKey> keys = HP_TRY(read_public_keys(bytes));
    if (keys.size() != 1)
      return fail(ErrorCode::malformed,
                  std::to_string(keys.size()) + " public keys, expected one");
    return keys.front();
  });
}

} // namespace hotpatch
