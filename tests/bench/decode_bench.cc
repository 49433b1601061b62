// What an instruction costs to decode, over this program's own code: through
// Decoder, and by Zydis alone.
#include "formats/isa/decode_one.h"
#include "formats/isa/instruction.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <vector>

extern "C" {
extern void _start();
extern const std::byte etext;
}

namespace {

using hotpatch::BytesView;
using hotpatch::Decoder;
using hotpatch::Isa;

BytesView own_code() {
  const std::byte *begin = reinterpret_cast<const std::byte *>(&_start);
  return {begin, &etext};
}

void count_instructions(benchmark::State &state, std::size_t each) {
  const double all =
      static_cast<double>(each) * static_cast<double>(state.iterations());
  state.counters["instructions"] =
      benchmark::Counter(all, benchmark::Counter::kIsRate);
  state.counters["per_instruction"] = benchmark::Counter(
      all, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// In pieces of as many bytes as the argument says, as functions are.
void decode_through_memo(benchmark::State &state) {
  const std::size_t piece = static_cast<std::size_t>(state.range(0));
  const BytesView code = own_code();
  Decoder decoder(Isa::x86_64);
  std::size_t count = 0;
  for (auto _ : state) {
    count = 0;
    for (std::size_t at = 0; at < code.size(); at += piece)
      count +=
          decoder.decode(code.subspan(at, std::min(piece, code.size() - at)))
              .size();
  }
  count_instructions(state, count);
}
BENCHMARK(decode_through_memo)->Arg(512)->Arg(4096)->Arg(65536);

void decode_alone(benchmark::State &state) {
  const BytesView code = own_code();
  std::size_t count = 0;
  for (auto _ : state) {
    count = 0;
    for (std::size_t at = 0; at < code.size(); ++count)
      at += hotpatch::decode_one(code.subspan(at), Isa::x86_64)
                .instruction.length;
  }
  count_instructions(state, count);
}
BENCHMARK(decode_alone);

void make_decoder(benchmark::State &state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(Decoder(Isa::x86_64));
}
BENCHMARK(make_decoder);

} // namespace
