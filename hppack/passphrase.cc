// An empty passphrase is refused: it comes from a variable that was not set
// where the caller thinks it was, and would leave a new key unencrypted.
#include "hppack/passphrase.h"

#include "cli/ask_secret.h"
#include "cli/text.h"
#include "formats/core/bytes.h"
#include "formats/core/file.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

constexpr const char *variable = "HPPACK_PASSPHRASE";

Expected<Secret> not_empty(std::vector<std::byte> bytes,
                           std::string_view where) {
  if (bytes.empty())
    return fail(ErrorCode::malformed,
                std::string(where) + ": an empty passphrase");
  return Secret(std::move(bytes));
}

Expected<Secret> from_descriptor(int fd) {
  const std::string where = "file descriptor " + std::to_string(fd);
  Expected<std::vector<std::byte>> line = read_secret_line(fd);
  if (!line)
    return std::unexpected(std::move(line).error().at(where));
  return not_empty(*std::move(line), where);
}

Expected<Secret> from_file(const std::string &path) {
  const MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  const BytesView bytes = file.bytes();
  const auto end = std::ranges::find(
      bytes.first(std::min(bytes.size(), max_secret + 1)), std::byte{'\n'});
  const auto size = static_cast<std::size_t>(end - bytes.begin());
  if (size > max_secret)
    return fail(ErrorCode::unsupported, path + ": a passphrase of more than " +
                                            std::to_string(max_secret) +
                                            " bytes");
  return not_empty({bytes.begin(), end}, path);
}

Expected<Secret> ask(std::string_view question, const std::string &key) {
  Expected<std::vector<std::byte>> line =
      ask_secret(std::string(question) + " " + printable(key) + ": ");
  if (!line) {
    Error error = std::move(line).error().at("passphrase of " + key);
    error.hint = "give it with --passphrase-fd, --passphrase-file or in the "
                 "environment variable HPPACK_PASSPHRASE";
    return std::unexpected(std::move(error));
  }
  return not_empty(*std::move(line), "passphrase of " + key);
}

} // namespace

Expected<std::optional<Secret>>
prepared_passphrase(const PassphraseSource &source) {
  if (source.fd >= 0)
    return HP_TRY(from_descriptor(source.fd));
  if (!source.file.empty())
    return HP_TRY(from_file(source.file));
  const char *const value = std::getenv(variable);
  if (value == nullptr)
    return std::nullopt;
  const BytesView bytes = as_bytes(value);
  return HP_TRY(not_empty({bytes.begin(), bytes.end()}, variable));
}

Expected<Secret> passphrase_for(const PassphraseSource &source,
                                const std::string &key) {
  std::optional<Secret> prepared = HP_TRY(prepared_passphrase(source));
  if (prepared)
    return *std::move(prepared);
  return ask("Passphrase of", key);
}

Expected<Secret> new_passphrase(const PassphraseSource &source,
                                const std::string &key) {
  std::optional<Secret> prepared = HP_TRY(prepared_passphrase(source));
  if (prepared)
    return *std::move(prepared);
  Secret first = HP_TRY(ask("Passphrase for", key));
  const Secret second = HP_TRY(ask("The same again, for", key));
  if (first.text() != second.text())
    return fail(ErrorCode::mismatch, "the two passphrases differ");
  return first;
}

} // namespace hotpatch
