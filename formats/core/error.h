// The one error type of the project, and how it travels.
//
// An Error says "cannot answer" (bad input, I/O).  A negative answer (a
// difference, a refusal) is a value of its own type and never an Error; our own
// bugs are asserts.
#ifndef HOTPATCH_FORMATS_CORE_ERROR_H
#define HOTPATCH_FORMATS_CORE_ERROR_H

#include <expected>
#include <string>
#include <string_view>

namespace hotpatch {

enum class ErrorCode {
  io,          // the operating system refused; the message holds its reason
  malformed,   // the bytes break their format's rules
  unsupported, // well-formed, but of a kind we do not handle
  mismatch,    // two inputs that must belong together do not
  untrusted,   // a signature or policy does not hold
};

// What went wrong.  `message` is lower case without a final period and says
// what was found and what was expected; `hint` (may be empty) says what to do.
struct Error {
  ErrorCode code = ErrorCode::malformed;
  std::string message;
  std::string hint = {};

  // The same error with "where: " before its message.  Each layer adds its
  // place once; the file name is added by the one who opened the file.
  [[nodiscard]] Error at(std::string_view where) &&;

  friend bool operator==(const Error &, const Error &) = default;
};

template <typename T> using Expected = std::expected<T, Error>;

// Shorthand for returning an error from a function that yields Expected<T>.
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, std::string message,
                                          std::string hint = {});

} // namespace hotpatch

// HP_TRY(expr): the value of an Expected, or return its Error from the
// enclosing function.  A GNU statement expression: g++, clang and clang-cl
// compile it, cl.exe does not.  The counter keeps nested uses from shadowing
// each other.
#define HP_TRY(...) HP_TRY_NAMED_(__COUNTER__, __VA_ARGS__)
#define HP_TRY_NAMED_(n, ...) HP_TRY_BODY_(n, __VA_ARGS__)
#define HP_TRY_BODY_(n, ...)                                                   \
  __extension__({                                                              \
    auto hp_try_##n = (__VA_ARGS__);                                           \
    if (!hp_try_##n)                                                           \
      return std::unexpected(std::move(hp_try_##n).error());                   \
    *std::move(hp_try_##n);                                                    \
  })

#endif
