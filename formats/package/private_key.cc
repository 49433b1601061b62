// Private keys with OpenSSL: PKCS #8 in and out, and signing.
//
// Ed25519 is what we make: its signatures are the same every time, so that a
// package can be built again byte by byte.  ECDSA and RSA keys are read because
// tokens and key services have them.
//
// OpenSSL's own default for encrypted keys derives the cipher's key in 2,048
// rounds of a fast digest.  scrypt needs 16 MiB for each guess; N 2^14 with p 5
// is as strong as the more usual N 2^17, for which OpenSSL would refuse the
// memory when it reads the key.
#include "formats/package/private_key.h"

#include "formats/package/evp.h"
#include "formats/package/pem.h"
#include "formats/package/signature_block.h"

#include <cstddef>
#include <openssl/pkcs12.h>
#include <openssl/pkcs12err.h>
#include <openssl/x509.h>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

using Pkcs8 =
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, EvpFree<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedPkcs8 = std::unique_ptr<X509_SIG, EvpFree<X509_SIG_free>>;
using PbeAlgorithm = std::unique_ptr<X509_ALGOR, EvpFree<X509_ALGOR_free>>;

constexpr std::string_view plain_label = "PRIVATE KEY";
constexpr std::string_view encrypted_label = "ENCRYPTED PRIVATE KEY";
constexpr std::uint64_t scrypt_n = 1 << 14;
constexpr std::uint64_t scrypt_r = 8;
constexpr std::uint64_t scrypt_p = 5;

// What one of OpenSSL's i2d functions writes for a value.
template <typename T>
Secret to_der(int (*write)(const T *, unsigned char **), const T *value) {
  unsigned char *bytes = nullptr;
  const int size = write(value, &bytes);
  if (size <= 0)
    return {};
  const auto count = static_cast<std::size_t>(size);
  const BytesView view = std::as_bytes(std::span(bytes, count));
  Secret secret(std::vector<std::byte>(view.begin(), view.end()));
  OPENSSL_clear_free(bytes, count);
  return secret;
}

// All of `der` as a value of OpenSSL's; null if it is no such value.
template <typename Pointer, typename T = Pointer::element_type>
Pointer from_der(T *(*read)(T **, const unsigned char **, long),
                 BytesView der) {
  const unsigned char *at = evp_bytes(der);
  const unsigned char *const end = at + der.size();
  Pointer value(read(nullptr, &at, static_cast<long>(der.size())));
  return at == end ? std::move(value) : nullptr;
}

std::unexpected<Error> library_refuses(std::string_view what) {
  const char *const reason = ERR_reason_error_string(ERR_peek_last_error());
  return fail(ErrorCode::unsupported,
              "OpenSSL cannot " + std::string(what) + ": " +
                  (reason == nullptr ? "no reason given" : reason));
}

// Whether decrypting went through and gave nonsense, by what OpenSSL notes then
// in its list.
bool is_passphrase_wrong() {
  while (const unsigned long error = ERR_get_error())
    if (ERR_GET_LIB(error) == ERR_LIB_PKCS12 &&
        (ERR_GET_REASON(error) == PKCS12_R_PKCS12_CIPHERFINAL_ERROR ||
         ERR_GET_REASON(error) == PKCS12_R_DECODE_ERROR))
      return true;
  return false;
}

Expected<Pkcs8> decrypt(BytesView der, std::string_view passphrase) {
  const auto encrypted = from_der<EncryptedPkcs8>(d2i_X509_SIG, der);
  if (!encrypted)
    return fail(ErrorCode::malformed, "no encrypted private key in DER");
  if (passphrase.empty())
    return fail(ErrorCode::mismatch,
                "private key is encrypted, expected a passphrase");
  Pkcs8 key(PKCS8_decrypt(encrypted.get(), passphrase.data(),
                          static_cast<int>(passphrase.size())));
  if (key)
    return key;
  if (is_passphrase_wrong())
    return fail(ErrorCode::mismatch, "wrong passphrase");
  return fail(ErrorCode::unsupported,
              "private key is encrypted in a way that OpenSSL does not take");
}

Expected<Pkcs8> open_block(const PemBlock &block, std::string_view passphrase) {
  if (block.label == encrypted_label)
    return decrypt(block.content.bytes(), passphrase);
  if (block.label != plain_label)
    return fail(ErrorCode::unsupported,
                "\"" + block.label + "\", expected \"PRIVATE KEY\" (PKCS #8)",
                "openssl pkcs8 -topk8 -in KEY -out NEW changes the form of a "
                "private key");
  auto key = from_der<Pkcs8>(d2i_PKCS8_PRIV_KEY_INFO, block.content.bytes());
  if (!key)
    return fail(ErrorCode::malformed, "no private key in DER");
  return key;
}

Expected<Secret> encrypt(PKCS8_PRIV_KEY_INFO *key,
                         std::string_view passphrase) {
  PbeAlgorithm algorithm(PKCS5_pbe2_set_scrypt(
      EVP_aes_256_cbc(), nullptr, 0, nullptr, scrypt_n, scrypt_r, scrypt_p));
  if (!algorithm)
    return library_refuses("derive a key with scrypt");
  const EncryptedPkcs8 encrypted(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()),
                     key, algorithm.get()));
  if (!encrypted)
    return library_refuses("encrypt a private key");
  algorithm.release(); // belongs to `encrypted`
  return to_der(i2d_X509_SIG, encrypted.get());
}

Expected<PublicKey> public_key_of(const EVP_PKEY *key) {
  return PublicKey::from_spki(to_der(i2d_PUBKEY, key).bytes());
}

} // namespace

struct PrivateKey::Material {
  EvpKey key; // OpenSSL wipes it
  PublicKey public_key;
};

PrivateKey::PrivateKey(std::unique_ptr<Material> material)
    : material_(std::move(material)) {}
PrivateKey::PrivateKey(PrivateKey &&) noexcept = default;
PrivateKey &PrivateKey::operator=(PrivateKey &&) noexcept = default;
PrivateKey::~PrivateKey() = default;

const PublicKey &PrivateKey::public_key() const {
  return material_->public_key;
}

Expected<Signature> PrivateKey::sign(BytesView message) const {
  const EvpErrorScope errors;
  const SignatureAlgorithm algorithm = public_key().algorithm();
  const EvpContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX *settings = nullptr; // belongs to the context
  std::size_t size = 0;
  const bool is_ready =
      context &&
      EVP_DigestSignInit_ex(context.get(), &settings, evp_digest(algorithm),
                            nullptr, nullptr, material_->key.get(),
                            nullptr) == 1 &&
      evp_set_scheme(settings, algorithm) &&
      EVP_DigestSign(context.get(), nullptr, &size, evp_bytes(message),
                     message.size()) == 1;
  if (!is_ready)
    return library_refuses("sign");
  // An ECDSA signature is often shorter than the size that was asked for.
  std::vector<unsigned char> bytes(size);
  if (EVP_DigestSign(context.get(), bytes.data(), &size, evp_bytes(message),
                     message.size()) != 1)
    return library_refuses("sign");
  const BytesView made = std::as_bytes(std::span(bytes).first(size));
  return Signature{.key_hint = key_hint(public_key().id()),
                   .algorithm = algorithm,
                   .bytes = {made.begin(), made.end()}};
}

Expected<PrivateKey> generate_key() {
  const EvpErrorScope errors;
  EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key)
    return library_refuses("make a key");
  PublicKey public_key = HP_TRY(public_key_of(key.get()));
  return PrivateKey(std::make_unique<PrivateKey::Material>(
      PrivateKey::Material{std::move(key), std::move(public_key)}));
}

bool is_encrypted_key(BytesView file) {
  const Expected<std::vector<PemBlock>> blocks = decode_pem(as_text(file));
  return blocks && blocks->front().label == encrypted_label;
}

Expected<PrivateKey> read_private_key(BytesView file,
                                      std::string_view passphrase) {
  const EvpErrorScope errors;
  const std::vector<PemBlock> blocks = HP_TRY(decode_pem(as_text(file)));
  if (blocks.size() != 1)
    return fail(ErrorCode::malformed,
                std::to_string(blocks.size()) +
                    " PEM blocks, expected one private key");
  const Pkcs8 pkcs8 = HP_TRY(open_block(blocks.front(), passphrase));
  EvpKey key(EVP_PKCS82PKEY_ex(pkcs8.get(), nullptr, nullptr));
  if (!key)
    return fail(ErrorCode::malformed,
                "no private key of a kind that OpenSSL knows");
  PublicKey public_key = HP_TRY(public_key_of(key.get()));
  return PrivateKey(std::make_unique<PrivateKey::Material>(
      PrivateKey::Material{std::move(key), std::move(public_key)}));
}

Expected<Secret> write_private_key(const PrivateKey &key,
                                   std::string_view passphrase) {
  const EvpErrorScope errors;
  const Pkcs8 pkcs8(EVP_PKEY2PKCS8(key.material_->key.get()));
  if (!pkcs8)
    return library_refuses("write a private key");
  if (passphrase.empty())
    return encode_pem(plain_label,
                      to_der(i2d_PKCS8_PRIV_KEY_INFO, pkcs8.get()).bytes());
  return encode_pem(encrypted_label,
                    HP_TRY(encrypt(pkcs8.get(), passphrase)).bytes());
}

} // namespace hotpatch
