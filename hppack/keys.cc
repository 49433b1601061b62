// A file that is there is never replaced: a key that is overwritten is lost,
// and with it everything that trusts it.  The private key comes first: from it
// the public one can be made again (openssl pkey -pubout), not the other way
// round.
#include "hppack/keys.h"

#include "formats/core/file.h"
#include "hppack/inputs.h"

#include <utility>
#include <vector>

namespace hotpatch {
namespace {

Expected<void> put(const std::string &path, std::string_view content,
                   Readers readers) {
  return at_path(create_file(path, content, readers), path);
}

} // namespace

std::string public_path(const std::string &key) { return key + ".pub"; }

Expected<PublicKey> make_key_files(const std::string &path,
                                   std::string_view passphrase) {
  // create_file() would say the same, but for the second one too late.
  for (const std::string &file : {path, public_path(path)})
    if (is_there(file))
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
  const NamedFile key = HP_TRY(open_named(path));
  const BytesView bytes = key.file.bytes();
  if (!is_encrypted_key(bytes))
    return at_path(read_private_key(bytes, ""), path);
  const Secret passphrase = HP_TRY(at_path(passphrase_for(source, path), path));
  return at_path(read_private_key(bytes, passphrase.text()), path);
}

Expected<PublicKey> read_public_key_file(const std::string &path) {
  const NamedFile file = HP_TRY(open_named(path));
  const std::vector<PublicKey> keys =
      HP_TRY(at_path(read_public_keys(file.file.bytes()), path));
  if (keys.size() != 1)
    return fail(ErrorCode::malformed, path + ": " +
                                          std::to_string(keys.size()) +
                                          " public keys, expected one");
  return keys.front();
}

} // namespace hotpatch
