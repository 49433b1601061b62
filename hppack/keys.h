// Private keys in files: making them and reading them.
#ifndef HOTPATCH_HPPACK_KEYS_H
#define HOTPATCH_HPPACK_KEYS_H

#include "formats/core/error.h"
#include "formats/package/private_key.h"
#include "formats/package/public_key.h"
#include "hppack/passphrase.h"

#include <string>

namespace hotpatch {

// The public key's file beside the private one's.
std::string public_path(const std::string &key);

// Makes an Ed25519 key: `path` with the private one, which nobody but the owner
// can read, and public_path() with the other.  `passphrase` may be empty.
// io: one of them is there already, or cannot be written.
Expected<PublicKey> make_key_files(const std::string &path,
                                   std::string_view passphrase);

// The private key of a file; asks for a passphrase only if it needs one.  The
// path is in each error.
// io, malformed, unsupported; mismatch: the passphrase is wrong.
Expected<PrivateKey> read_key_file(const std::string &path,
                                   const PassphraseSource &source);

// The only public key of a file.  The path is in each error.
// io, malformed, unsupported: also if there are several.
Expected<PublicKey> read_public_key_file(const std::string &path);

} // namespace hotpatch

#endif
