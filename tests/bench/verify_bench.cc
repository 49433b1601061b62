// What verifying and signing a package cost, by the size of its section.
#include "tests/support/package_builder.h"

#include "formats/package/verify.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace hotpatch;

struct Sample {
  std::vector<PrivateKey> keys;
  std::vector<std::string> sections;
  Manifest manifest;

  explicit Sample(const benchmark::State &state)
      : keys(ed25519_keys(std::string_view("abc").substr(
            0, static_cast<std::size_t>(state.range(1))))),
        sections({std::string(static_cast<std::size_t>(state.range(0)), 'x')}),
        manifest(with_sections(small_manifest(), sections)) {}

  [[nodiscard]] std::vector<std::byte> package() const {
    return signed_package(manifest, keys, sections);
  }
};

// Bytes of the section, number of signers.
void verify(benchmark::State &state) {
  const Sample sample(state);
  const std::vector<std::byte> package = sample.package();
  const TrustStore trust = trust_in(sample.keys);
  for (auto _ : state)
    if (!verify_package(package, trust, {}))
      std::abort();
}

void encode_and_sign(benchmark::State &state) {
  const Sample sample(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(sample.package());
}

BENCHMARK(verify)->ArgsProduct({{1 << 10, 1 << 16, 1 << 20}, {1, 3}});
BENCHMARK(encode_and_sign)->ArgsProduct({{1 << 16}, {1, 3}});

} // namespace
