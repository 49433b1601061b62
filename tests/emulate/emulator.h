// Calling functions of a process in an emulator.
#ifndef HOTPATCH_TESTS_EMULATE_EMULATOR_H
#define HOTPATCH_TESTS_EMULATE_EMULATOR_H

#include "tests/emulate/process.h"
#include "tests/emulate/signature.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hotpatch {

// Arguments of one call.  Pointers lead to buffers of `buffer_size` bytes.
inline constexpr std::size_t buffer_size = 4096;

struct Argument {
  ArgumentKind kind = ArgumentKind::number;
  std::uint64_t value = 0;        // number, real (its bits)
  std::vector<std::byte> content; // of a buffer, whole
};

// All that a caller can see of a call, without addresses.
struct Outcome {
  std::string result;               // "" of void; "fault" if it did not return
  std::vector<std::string> imports; // calls: "name(1, \"text\")"
  std::vector<std::vector<std::byte>> buffers; // after the call
  std::vector<std::string> variables;          // "name=0x12", as asked for

  friend bool operator==(const Outcome &, const Outcome &) = default;
};

std::string to_string(const Outcome &outcome);

// One process, whose memory keeps what calls write until reset().
class Emulator {
public:
  // signatures: of the imports; one that is not listed takes no arguments.
  // variables: of 4 bytes, to observe.
  Emulator(Process process, std::vector<Signature> signatures,
           std::vector<std::string> variables);
  Emulator(Emulator &&) noexcept;
  Emulator &operator=(Emulator &&) noexcept;
  ~Emulator();

  void reset();
  // The function must be one of the process.
  Outcome call(const Signature &signature,
               const std::vector<Argument> &arguments);
  [[nodiscard]] bool has(const std::string &name) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace hotpatch

#endif
