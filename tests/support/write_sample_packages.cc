// write_sample_packages FOLDER: small packages, a manifest, public keys and
// streams of payloads as files, for tests that need bytes (tests/fuzz).
#include "tests/support/package_builder.h"
#include "tests/support/package_keys.h"
#include "tests/support/payload_builder.h"

#include "formats/package/manifest.h"
#include "formats/package/payload_stream.h"

#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

using namespace hotpatch;

namespace {

std::string to_string(BytesView bytes) { return std::string(as_text(bytes)); }

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fputs("usage: write_sample_packages FOLDER\n", stderr);
    return 2;
  }
  const std::string folder = argv[1];
  const PublicKey rsa = rsa_key().public_key();
  const std::pair<const char *, std::string> files[] = {
      {"/one.hpk", to_string(small_package(ed25519_key('a')))},
      {"/three.hpk",
       to_string(signed_package(full_manifest(), ed25519_keys("abc"),
                                full_sections()))},
      {"/manifest.cbor", to_string(*encode_manifest(full_manifest()))},
      {"/two.pem", write_public_key(ed25519_key('a').public_key()) +
                       write_public_key(ecdsa_key().public_key())},
      {"/explicit.pem", std::string(test_keys::ecdsa_explicit)},
      {"/dsa.pem", std::string(test_keys::dsa)},
      {"/rsa.der", to_string(rsa.spki())},
      {"/small.stream",
       to_string(*write_stream(small_payload(ObjectFormat::coff), nullptr))},
      {"/full.stream",
       to_string(*write_stream(full_payload(ObjectFormat::elf), nullptr))}};
  for (const auto &[name, bytes] : files) {
    std::ofstream file(folder + name, std::ios::binary);
    file << bytes;
    if (!file.flush()) {
      std::fprintf(stderr, "%s%s: cannot be written\n", folder.c_str(), name);
      return 2;
    }
  }
  return 0;
}
