// Where the passphrase of a private key comes from.
#ifndef HOTPATCH_HPPACK_PASSPHRASE_H
#define HOTPATCH_HPPACK_PASSPHRASE_H

#include "formats/core/error.h"
#include "formats/package/secret.h"

#include <optional>
#include <string>

namespace hotpatch {

// Never the command line, which everybody on the machine can read.
struct PassphraseSource {
  int fd = -1;           // a file descriptor, up to its first line feed
  std::string file = {}; // its first line
};

// The passphrase that was prepared for us: of the descriptor, of the file, or
// of the environment variable HPPACK_PASSPHRASE; nothing: of none of them.
// io: the source cannot be read.  malformed: an empty passphrase.
Expected<std::optional<Secret>>
prepared_passphrase(const PassphraseSource &source);

// That, or what somebody answers at the terminal.  `key` is the file that the
// question is about.  io: also if there is no terminal.
Expected<Secret> passphrase_for(const PassphraseSource &source,
                                const std::string &key);

// The same for a key that is being made: asks twice.  mismatch: two answers.
Expected<Secret> new_passphrase(const PassphraseSource &source,
                                const std::string &key);

} // namespace hotpatch

#endif
