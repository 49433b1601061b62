// Reading public keys and verifying with OpenSSL.
//
// A key's id is the digest of its encoding, and a threshold counts ids, so a
// key must have one encoding only: python-tuf, tough, rust-tuf, php-tuf and
// twice go-tuf have counted one key twice.  Ed25519 and P-256 keys are
// therefore compared with the fixed bytes that their encoding begins with; RSA
// keys, whose encoding varies with their size, must be what OpenSSL writes, and
// have the exponent 65537, or one factorisation would give several keys.  For
// the same reason a key that is marked for RSA-PSS only (id-RSASSA-PSS) is not
// read: its modulus could come a second time without the mark.
//
// Ed25519 keys: of the 14 encodings of points of small order each accepts
// signatures that nobody made, and a coordinate of 2^255 - 19 or more is
// another encoding of a smaller one.  OpenSSL takes them all; its answers and
// those of libsodium, which does not, differ for no other key.
//
// A key is parsed for each question: that takes microseconds, and a value
// without a library's pointer in it can be copied, compared and kept.
#include "formats/package/public_key.h"

#include "formats/core/sha256.h"
#include "formats/core/text.h"
#include "formats/package/evp.h"
#include "formats/package/pem.h"
#include "formats/package/signature_block.h"

#include <algorithm>
#include <array>
#include <limits>
#include <openssl/core_names.h>
#include <openssl/x509.h>
#include <optional>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t ed25519_raw_bytes = 32;
constexpr int min_rsa_bits = 2048;
constexpr int max_rsa_bits = 8192;
constexpr std::uint64_t rsa_exponent = 65537;
constexpr std::byte der_sequence{0x30};
constexpr std::string_view expected_kinds =
    "expected Ed25519, ECDSA on P-256, or RSA";

// What the encoding of a key of a kind begins with.
// Sources: RFC 8410 section 4, RFC 5480 section 2.1.1.
constexpr std::string_view ed25519_prefix("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70"
                                          "\x03\x21\x00",
                                          12);
constexpr std::string_view
    p256_prefix("\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08"
                "\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\x04",
                27);
constexpr std::size_t p256_bytes = 91;

// The y coordinates of Ed25519's points of small order, sign bit clear.  2^255
// - 19 and one more are 0 and 1 again.
// Source: libsodium, ge25519_has_small_order().
constexpr std::array<std::string_view, 5> small_order = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

Expected<void> check_ed25519(BytesView raw) {
  std::array<std::byte, ed25519_raw_bytes> y = {};
  std::ranges::copy(raw, y.begin());
  y.back() &= std::byte{0x7f};
  const bool is_above_prime =
      y.back() == std::byte{0x7f} && y.front() >= std::byte{0xed} &&
      std::all_of(y.begin() + 1, y.end() - 1,
                  [](std::byte b) { return b == std::byte{0xff}; });
  if (is_above_prime)
    return fail(ErrorCode::malformed,
                "Ed25519 key whose coordinate is not reduced");
  if (std::ranges::find(small_order, to_hex(y)) != small_order.end())
    return fail(ErrorCode::malformed,
                "Ed25519 key of small order, which fits signatures that nobody "
                "made");
  return {};
}

EvpKey parse_spki(BytesView spki) {
  const unsigned char *at = evp_bytes(spki);
  const unsigned char *const end = at + spki.size();
  if (spki.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return nullptr;
  EvpKey key(d2i_PUBKEY_ex(nullptr, &at, static_cast<long>(spki.size()),
                           nullptr, nullptr));
  return at == end ? std::move(key) : nullptr;
}

// Whether it is what OpenSSL writes for the key.
bool is_canonical(EVP_PKEY *key, BytesView spki) {
  unsigned char *bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  const bool is_same =
      size > 0 && equal_bytes(std::as_bytes(std::span(
                                  bytes, static_cast<std::size_t>(size))),
                              spki);
  OPENSSL_free(bytes);
  return is_same;
}

std::uint64_t exponent_of(EVP_PKEY *key) {
  BIGNUM *number = nullptr;
  std::uint64_t value = 0;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &number) == 1 &&
      BN_num_bits(number) <= 32)
    value = BN_get_word(number);
  BN_free(number);
  return value;
}

Expected<SignatureAlgorithm> check_rsa(EVP_PKEY *key, BytesView spki) {
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < min_rsa_bits || bits > max_rsa_bits)
    return fail(ErrorCode::unsupported,
                "RSA key of " + std::to_string(bits) + " bits, expected " +
                    std::to_string(min_rsa_bits) + " to " +
                    std::to_string(max_rsa_bits));
  if (exponent_of(key) != rsa_exponent)
    return fail(ErrorCode::unsupported,
                "RSA key with another exponent than 65537");
  if (!is_canonical(key, spki))
    return fail(ErrorCode::malformed, "RSA key in another encoding than DER");
  return SignatureAlgorithm::rsa_pss_sha256;
}

// Of all that is neither Ed25519 nor P-256 in the form that we read.
Expected<SignatureAlgorithm> check_other(BytesView spki) {
  const EvpKey key = parse_spki(spki);
  if (!key)
    return fail(ErrorCode::malformed, "no public key in DER");
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1)
    return check_rsa(key.get(), spki);
  if (EVP_PKEY_is_a(key.get(), "RSA-PSS") == 1)
    return fail(ErrorCode::unsupported,
                "RSA key that is marked for RSA-PSS only, expected one without "
                "(rsaEncryption)");
  if (EVP_PKEY_is_a(key.get(), "EC") == 1) {
    std::array<char, 64> curve = {};
    EVP_PKEY_get_group_name(key.get(), curve.data(), curve.size(), nullptr);
    return fail(ErrorCode::unsupported,
                "EC key on curve " + std::string(curve.data()) +
                    ", expected P-256, named, with an uncompressed point");
  }
  const char *const name = EVP_PKEY_get0_type_name(key.get());
  return fail(ErrorCode::unsupported,
              "key of kind " + std::string(name == nullptr ? "?" : name) +
                  ", " + std::string(expected_kinds));
}

Expected<SignatureAlgorithm> check_spki(BytesView spki) {
  const EvpErrorScope errors;
  const std::string_view text = as_text(spki);
  if (text.starts_with(ed25519_prefix) &&
      text.size() == ed25519_prefix.size() + ed25519_raw_bytes) {
    HP_TRY(check_ed25519(spki.subspan(ed25519_prefix.size())));
    return SignatureAlgorithm::ed25519;
  }
  if (text.starts_with(p256_prefix) && text.size() == p256_bytes) {
    if (!parse_spki(spki))
      return fail(ErrorCode::malformed, "EC key whose point is not on P-256");
    return SignatureAlgorithm::ecdsa_p256_sha256;
  }
  return check_other(spki);
}

EvpKey evp_key(BytesView spki, SignatureAlgorithm algorithm) {
  if (algorithm != SignatureAlgorithm::ed25519)
    return parse_spki(spki);
  return EvpKey(EVP_PKEY_new_raw_public_key_ex(
      nullptr, "ED25519", nullptr, evp_bytes(spki.last(ed25519_raw_bytes)),
      ed25519_raw_bytes));
}

} // namespace

PublicKey::PublicKey(BytesView spki, SignatureAlgorithm algorithm)
    : spki_(spki.begin(), spki.end()), id_(sha256(spki)),
      algorithm_(algorithm) {}

Expected<PublicKey> PublicKey::from_spki(BytesView spki) {
  const SignatureAlgorithm algorithm = HP_TRY(check_spki(spki));
  return PublicKey(spki, algorithm);
}

bool PublicKey::verifies(BytesView message, BytesView signature) const {
  const EvpErrorScope errors;
  const EvpKey key = evp_key(spki_, algorithm_);
  const EvpContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX *settings = nullptr; // belongs to the context
  return key && context &&
         EVP_DigestVerifyInit_ex(context.get(), &settings,
                                 evp_digest(algorithm_), nullptr, nullptr,
                                 key.get(), nullptr) == 1 &&
         evp_set_scheme(settings, algorithm_) &&
         EVP_DigestVerify(context.get(), evp_bytes(signature), signature.size(),
                          evp_bytes(message), message.size()) == 1;
}

Expected<std::vector<PublicKey>> read_public_keys(BytesView file) {
  std::vector<PublicKey> keys;
  if (!file.empty() && file.front() == der_sequence) {
    keys.push_back(HP_TRY(PublicKey::from_spki(file)));
    return keys;
  }
  const std::vector<PemBlock> blocks = HP_TRY(decode_pem(as_text(file)));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string where = "block " + std::to_string(i);
    if (blocks[i].label != "PUBLIC KEY")
      return fail(ErrorCode::unsupported, where + " is a \"" + blocks[i].label +
                                              "\", expected \"PUBLIC KEY\"");
    Expected<PublicKey> key = PublicKey::from_spki(blocks[i].content.bytes());
    if (!key)
      return std::unexpected(std::move(key).error().at(where));
    keys.push_back(*std::move(key));
  }
  return keys;
}

std::string write_public_key(const PublicKey &key) {
  return std::string(encode_pem("PUBLIC KEY", key.spki()).text());
}

std::string short_id(const KeyId &id) { return to_hex(key_hint(id)); }

} // namespace hotpatch
