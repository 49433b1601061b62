// The vectors of tests/vectors/package: each a package with one fault, or with
// none, and what verifying must say.  tests/package/make_vectors.py describes
// them; tests/package/read_package.py is another reader that agrees.
#include "formats/package/verify.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include "formats/core/file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

namespace hotpatch {
namespace {

const std::string folder = HP_VECTORS_DIR "/package/";

std::string read_text(const std::string &path) {
  const Expected<MappedFile> file = MappedFile::open(path);
  if (!file) {
    ADD_FAILURE() << path << ": " << file.error().message;
    return {};
  }
  return std::string(as_text(file->bytes()));
}

struct Vector {
  std::map<std::string, std::string, std::less<>> header;
  std::vector<std::byte> package;

  [[nodiscard]] std::optional<std::string> value(std::string_view name) const {
    const auto found = header.find(name);
    return found == header.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::vector<std::string> words(std::string_view name) const {
    std::vector<std::string> result;
    for (const char c : value(name).value_or("") + " ")
      if (c != ' ')
        (result.empty() ? result.emplace_back() : result.back()) += c;
      else if (!result.empty() && !result.back().empty())
        result.emplace_back();
    std::erase(result, "");
    return result;
  }
  [[nodiscard]] std::optional<std::uint64_t>
  number(std::string_view name) const {
    const std::optional<std::string> text = value(name);
    std::uint64_t result = 0;
    if (!text)
      return std::nullopt;
    std::from_chars(text->data(), text->data() + text->size(), result);
    return result;
  }
};

Vector read_vector(const std::string &name) {
  const std::string text = read_text(folder + name);
  Vector vector;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty())
      break;
    const std::size_t colon = line.find(':');
    vector.header[line.substr(0, colon)] =
        line.substr(std::min(colon + 2, line.size()));
  }
  vector.package = from_hex(std::string_view(text).substr(at));
  return vector;
}

Sha256 digest_of(std::string_view digits) {
  Sha256 digest = {};
  const std::vector<std::byte> bytes = from_hex(digits);
  EXPECT_EQ(bytes.size(), digest.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()),
              digest.begin());
  return digest;
}

using KeysByName = std::map<std::string, PublicKey>;

KeysByName read_keys() {
  KeysByName keys;
  for (const std::string name : {"ed-a", "ed-b", "ed-c", "ec", "rsa"}) {
    const std::string file = read_text(folder + "keys/" + name + ".pub");
    const auto read = read_public_keys(as_bytes(file));
    if (read)
      keys.emplace(name, read->front());
  }
  return keys;
}

TrustStore trust_of(const Vector &vector, const KeysByName &keys) {
  TrustStore trust;
  for (const std::string &name : vector.words("trust"))
    trust.keys.push_back(keys.at(name));
  for (const std::string &name : vector.words("revoked"))
    trust.revoked_keys.push_back(keys.at(name).id());
  if (const auto id = vector.value("withdrawn"))
    trust.revoked_packages.push_back(digest_of(*id));
  trust.threshold =
      static_cast<std::uint32_t>(vector.number("threshold").value_or(1));
  return trust;
}

VerifyPolicy policy_of(const Vector &vector) {
  VerifyPolicy policy{.product = vector.value("product"),
                      .channel = vector.value("channel"),
                      .now = vector.number("now"),
                      .applier = vector.value("applier").value_or("")};
  const std::vector<std::string> accepted = vector.words("accepted");
  if (accepted.size() == 2)
    policy.accepted = {{.product = "shop",
                        .sequence = static_cast<std::uint32_t>(
                            vector.number("accepted").value_or(0)),
                        .id = digest_of(accepted[1])}};
  return policy;
}

TEST(Vectors, SayWhatIsExpected) {
  const KeysByName keys = read_keys();
  ASSERT_EQ(keys.size(), 5U);
  const Expected<std::vector<std::string>> names = list_files(folder);
  ASSERT_OK(names);
  unsigned count = 0;
  for (const std::string &name : *names) {
    if (!name.ends_with(".txt"))
      continue;
    ++count;
    const Vector vector = read_vector(name);
    const auto package = verify_package(vector.package, trust_of(vector, keys),
                                        policy_of(vector));
    EXPECT_EQ(package ? "verified" : slug_of(package.error().fault),
              vector.value("expect").value_or("?"))
        << name << ": " << (package ? "" : package.error().detail);
  }
  EXPECT_GE(count, 290U);
}

} // namespace
} // namespace hotpatch
