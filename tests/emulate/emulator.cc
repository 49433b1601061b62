// The emulated machine: System V or Windows x64 calls, in Unicorn.
//
// Nothing that a caller sees may depend on addresses, since base, payload and
// post image have different ones: pointer arguments lead to buffers at fixed
// places, results are numbers or text, and imported functions are answered by
// this file with a number made from their name and arguments.
#include "tests/emulate/emulator.h"

#include "formats/core/digest.h"
#include "formats/core/text.h"

#include <unicorn/unicorn.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <utility>

namespace hotpatch {
namespace {

constexpr Address buffers_address = 0x50000000;
constexpr Address stack_address = 0x60000000;
constexpr Address thread_address = 0x61000000;
constexpr Address return_address = 0x71000000;
constexpr std::size_t stack_size = 0x40000;
constexpr std::size_t most_buffers = 6;
constexpr std::size_t most_instructions = 1000000;

constexpr std::array system_v = {UC_X86_REG_RDI, UC_X86_REG_RSI, UC_X86_REG_RDX,
                                 UC_X86_REG_RCX, UC_X86_REG_R8,  UC_X86_REG_R9};
constexpr std::array windows = {UC_X86_REG_RCX, UC_X86_REG_RDX, UC_X86_REG_R8,
                                UC_X86_REG_R9};
constexpr std::array reals = {UC_X86_REG_XMM0, UC_X86_REG_XMM1, UC_X86_REG_XMM2,
                              UC_X86_REG_XMM3};

// Which register holds each argument.
std::vector<int> registers_for(const Signature &signature,
                               ObjectFormat format) {
  std::vector<int> registers;
  std::size_t numbers = 0;
  std::size_t floats = 0;
  for (const ArgumentKind kind : signature.arguments) {
    const bool is_real = kind == ArgumentKind::real;
    const std::size_t position = registers.size();
    if (format == ObjectFormat::coff)
      registers.push_back(is_real ? reals.at(position) : windows.at(position));
    else
      registers.push_back(is_real ? reals.at(floats++)
                                  : system_v.at(numbers++));
  }
  return registers;
}

bool is_buffer(ArgumentKind kind) {
  return kind == ArgumentKind::bytes || kind == ArgumentKind::text;
}

} // namespace

struct Emulator::State {
  Process process;
  std::map<std::string, Signature> signatures;
  std::vector<std::string> variables;
  uc_engine *engine = nullptr;
  uc_hook hook = 0;
  std::vector<std::string> trace;

  State(Process loaded, const std::vector<Signature> &known,
        std::vector<std::string> observed)
      : process(std::move(loaded)), variables(std::move(observed)) {
    for (const Signature &signature : known)
      signatures.emplace(signature.name, signature);
    uc_open(UC_ARCH_X86, UC_MODE_64, &engine);
    for (const Region &region : process.regions)
      uc_mem_map(engine, region.begin, region.bytes.size(), UC_PROT_ALL);
    uc_mem_map(engine, buffers_address, most_buffers * buffer_size,
               UC_PROT_ALL);
    uc_mem_map(engine, stack_address, stack_size, UC_PROT_ALL);
    uc_mem_map(engine, thread_address, 0x1000, UC_PROT_ALL);
    uc_mem_map(engine, return_address, 0x1000, UC_PROT_ALL);
    // uc_cb_hookcode_t as a void *, as Unicorn's interface demands.
    uc_hook_add(engine, &hook, UC_HOOK_CODE,
                std::bit_cast<void *>(&State::on_import), this, import_address,
                import_address + 0xFFF);
    reset();
  }
  State(const State &) = delete;
  State &operator=(const State &) = delete;
  ~State() { uc_close(engine); }

  void reset() const {
    for (const Region &region : process.regions)
      uc_mem_write(engine, region.begin, region.bytes.data(),
                   region.bytes.size());
    const std::vector<std::byte> zeros(stack_size);
    uc_mem_write(engine, stack_address, zeros.data(), zeros.size());
    uc_reg_write(engine, UC_X86_REG_FS_BASE, &thread_address);
    uc_reg_write(engine, UC_X86_REG_GS_BASE, &thread_address);
  }

  std::uint64_t reg(int number) const {
    std::uint64_t value = 0;
    uc_reg_read(engine, number, &value);
    return value;
  }
  void set_reg(int number, std::uint64_t value) const {
    uc_reg_write(engine, number, &value);
  }
  double real(int number) const {
    std::array<double, 2> value = {};
    uc_reg_read(engine, number, value.data());
    return value[0];
  }

  std::string text_at(Address address) const {
    std::string text;
    for (char c = 1; text.size() < 200; ++address) {
      if (uc_mem_read(engine, address, &c, 1) != UC_ERR_OK || c == 0)
        break;
      text += c;
    }
    return '"' + text + '"';
  }

  std::string value_text(ArgumentKind kind, int number) const {
    switch (kind) {
    case ArgumentKind::number:
    case ArgumentKind::size:
      return hex(static_cast<std::uint32_t>(reg(number)));
    case ArgumentKind::wide:
      return hex(reg(number));
    case ArgumentKind::real:
      return hex(std::bit_cast<std::uint64_t>(real(number)));
    case ArgumentKind::text:
      return text_at(reg(number));
    case ArgumentKind::bytes:
    case ArgumentKind::none:
      break;
    }
    return {};
  }

  static void on_import(uc_engine *, std::uint64_t address, std::uint32_t,
                        void *self) {
    static_cast<State *>(self)->answer_import((address - import_address) / 16);
  }

  void answer_import(std::size_t number) {
    if (number >= process.imports.size())
      return;
    const std::string &name = process.imports[number];
    std::string call = name + "(";
    if (auto known = signatures.find(name); known != signatures.end()) {
      const std::vector<int> registers =
          registers_for(known->second, process.format);
      for (std::size_t i = 0; i < registers.size(); ++i)
        call += (i == 0 ? "" : ", ") +
                value_text(known->second.arguments[i], registers[i]);
    }
    call += ")";
    set_reg(UC_X86_REG_RAX, hash_bytes(as_bytes(call)) & 0x3FF);
    trace.push_back(std::move(call));
  }

  void set_arguments(const Signature &signature,
                     const std::vector<Argument> &arguments) const {
    const std::vector<int> registers = registers_for(signature, process.format);
    Address buffer = buffers_address;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (is_buffer(arguments[i].kind)) {
        uc_mem_write(engine, buffer, arguments[i].content.data(), buffer_size);
        set_reg(registers[i], buffer);
        buffer += buffer_size;
      } else if (arguments[i].kind == ArgumentKind::real) {
        const std::array<std::uint64_t, 2> value = {arguments[i].value, 0};
        uc_reg_write(engine, registers[i], value.data());
      } else {
        set_reg(registers[i], arguments[i].value);
      }
    }
  }

  void observe(Outcome &outcome, const std::vector<Argument> &arguments) const {
    Address buffer = buffers_address;
    for (const Argument &argument : arguments)
      if (is_buffer(argument.kind)) {
        std::vector<std::byte> content(buffer_size);
        uc_mem_read(engine, buffer, content.data(), buffer_size);
        outcome.buffers.push_back(std::move(content));
        buffer += buffer_size;
      }
    for (const std::string &name : variables) {
      std::uint32_t value = 0;
      if (auto found = process.names.find(name); found != process.names.end())
        uc_mem_read(engine, found->second, &value, sizeof(value));
      outcome.variables.push_back(name + "=" + hex(value));
    }
  }
};

Emulator::Emulator(Process process, std::vector<Signature> signatures,
                   std::vector<std::string> variables)
    : state_(std::make_unique<State>(std::move(process), signatures,
                                     std::move(variables))) {}
Emulator::Emulator(Emulator &&) noexcept = default;
Emulator &Emulator::operator=(Emulator &&) noexcept = default;
Emulator::~Emulator() = default;

void Emulator::reset() { state_->reset(); }

bool Emulator::has(const std::string &name) const {
  return state_->process.names.contains(name);
}

Outcome Emulator::call(const Signature &signature,
                       const std::vector<Argument> &arguments) {
  State &state = *state_;
  state.trace.clear();
  state.set_arguments(signature, arguments);
  // As a call leaves it: 16-aligned before the return address was pushed.
  const Address stack = stack_address + stack_size - 0x1000 - 8;
  uc_mem_write(state.engine, stack, &return_address, 8);
  state.set_reg(UC_X86_REG_RSP, stack);
  const Address entry = state.process.names.at(signature.name);
  const uc_err error =
      uc_emu_start(state.engine, entry, return_address, 0, most_instructions);
  Outcome outcome;
  const bool has_returned =
      error == UC_ERR_OK && state.reg(UC_X86_REG_RIP) == return_address;
  outcome.result =
      has_returned ? state.value_text(signature.result,
                                      signature.result == ArgumentKind::real
                                          ? static_cast<int>(UC_X86_REG_XMM0)
                                          : static_cast<int>(UC_X86_REG_RAX))
                   : "fault";
  // Out of instructions: where it was stopped depends on the redirects.
  if (!has_returned && error == UC_ERR_OK)
    return outcome;
  outcome.imports = state.trace;
  state.observe(outcome, arguments);
  return outcome;
}

std::string to_string(const Outcome &outcome) {
  std::string line = "returns " + outcome.result;
  for (const std::string &call : outcome.imports)
    line += "; calls " + call;
  for (const std::string &variable : outcome.variables)
    line += "; " + variable;
  return line;
}

} // namespace hotpatch
