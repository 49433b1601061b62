// The built-in list, and the form in which users extend it.
//
// A rule is weaker evidence than a line table, so the list holds only functions
// whose prototype is public and whose argument can be nothing but a line; each
// entry names where its prototype is written.  Deliberately absent:
// g_log_structured_standard, whose line is a string; libraries with an inline
// namespace in the symbol (absl), which would need patterns; our own users'
// functions, for which --line-rules is there.
//
// A function that takes `this` counts it as its first argument.
#include "hpdiff/line_rules.h"

#include "formats/core/file.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hotpatch {
namespace {

struct Entry {
  std::string_view callee;
  unsigned argument;
};

constexpr std::array builtin = {
    // glibc and musl <assert.h>: __assert_fail(assertion, file, line, function)
    Entry{"__assert_fail", 3},
    // glibc <assert.h>: __assert_perror_fail(errnum, file, line, function)
    Entry{"__assert_perror_fail", 3},
    // glibc <assert.h>: __assert(assertion, file, line)
    Entry{"__assert", 3},
    // newlib <assert.h>: __assert_func(file, line, function, assertion)
    Entry{"__assert_func", 2},
    // bionic <assert.h>: __assert2(file, line, function, assertion)
    Entry{"__assert2", 2},
    // NetBSD <assert.h>: __assert13(file, line, function, assertion)
    Entry{"__assert13", 2},
    // Darwin <assert.h>: __assert_rtn(function, file, line, assertion)
    Entry{"__assert_rtn", 3},
    // glibc <error.h>: error_at_line(status, errnum, file, line, format, ...)
    Entry{"error_at_line", 4},

    // mingw-w64 and Microsoft <assert.h>: _assert(message, file, line)
    Entry{"_assert", 3},
    Entry{"__imp__assert", 3},
    // mingw-w64 and Microsoft <assert.h>: _wassert(message, file, line)
    Entry{"_wassert", 3},
    Entry{"__imp__wassert", 3},
    // Microsoft <crtdbg.h>: _CrtDbgReport(type, file, line, module, format,
    // ...), and the same with wide strings
    Entry{"_CrtDbgReport", 3},
    Entry{"_CrtDbgReportW", 3},
    // Microsoft <crtdbg.h>: _malloc_dbg(size, type, file, line)
    Entry{"_malloc_dbg", 4},
    // Microsoft <crtdbg.h>: _calloc_dbg(count, size, type, file, line)
    Entry{"_calloc_dbg", 5},
    // Microsoft <crtdbg.h>: _realloc_dbg(memory, size, type, file, line)
    Entry{"_realloc_dbg", 5},
    // Microsoft <corecrt.h>: _invalid_parameter(expression, function, file,
    // line, reserved)
    Entry{"_invalid_parameter", 4},

    // OpenSSL 3 <openssl/err.h>: ERR_set_debug(file, line, func)
    Entry{"ERR_set_debug", 2},
    // OpenSSL 1.x and BoringSSL <openssl/err.h>: ERR_put_error(lib, func,
    // reason, file, line)
    Entry{"ERR_put_error", 5},
    // OpenSSL <openssl/crypto.h>, from here on: CRYPTO_malloc(num, file, line)
    Entry{"CRYPTO_malloc", 3},
    Entry{"CRYPTO_zalloc", 3},
    // CRYPTO_free(ptr, file, line)
    Entry{"CRYPTO_free", 3},
    // CRYPTO_clear_free(ptr, num, file, line)
    Entry{"CRYPTO_clear_free", 4},
    // CRYPTO_realloc(addr, num, file, line)
    Entry{"CRYPTO_realloc", 4},
    // CRYPTO_clear_realloc(addr, old_num, num, file, line)
    Entry{"CRYPTO_clear_realloc", 5},
    // CRYPTO_memdup(str, siz, file, line)
    Entry{"CRYPTO_memdup", 4},
    // CRYPTO_strdup(str, file, line)
    Entry{"CRYPTO_strdup", 3},
    // CRYPTO_strndup(str, s, file, line)
    Entry{"CRYPTO_strndup", 4},
    // CRYPTO_secure_malloc(num, file, line)
    Entry{"CRYPTO_secure_malloc", 3},
    Entry{"CRYPTO_secure_zalloc", 3},
    // CRYPTO_secure_free(ptr, file, line)
    Entry{"CRYPTO_secure_free", 3},
    // CRYPTO_secure_clear_free(ptr, num, file, line)
    Entry{"CRYPTO_secure_clear_free", 4},
    // OpenSSL 3.4 <openssl/crypto.h>: CRYPTO_aligned_alloc(num, align, freeptr,
    // file, line)
    Entry{"CRYPTO_aligned_alloc", 5},
    // CRYPTO_mem_debug_push(info, file, line)
    Entry{"CRYPTO_mem_debug_push", 3},
    // OPENSSL_die(assertion, file, line)
    Entry{"OPENSSL_die", 3},

    // GLib <glib/gtestutils.h>: g_assertion_message(domain, file, line, func,
    // message), and its variants with more behind
    Entry{"g_assertion_message", 3},
    Entry{"g_assertion_message_expr", 3},
    Entry{"g_assertion_message_cmpint", 3},
    Entry{"g_assertion_message_cmpnum", 3},
    Entry{"g_assertion_message_cmpstr", 3},
    Entry{"g_assertion_message_cmpstrv", 3},
    Entry{"g_assertion_message_error", 3},
    // GLib <glib/gmessages.h>: g_warn_message(domain, file, line, func, expr)
    Entry{"g_warn_message", 3},
    // GLib <glib/gmessages.h>: g_assert_warning(domain, file, line, function,
    // expression)
    Entry{"g_assert_warning", 3},

    // libstdc++ <bits/c++config.h>: std::__glibcxx_assert_fail(file, line,
    // function, condition)
    Entry{"_ZSt21__glibcxx_assert_failPKciS0_S0_", 2},
    // LLVM <llvm/Support/ErrorHandling.h>: llvm_unreachable_internal(message,
    // file, line)
    Entry{"_ZN4llvm25llvm_unreachable_internalEPKcS1_j", 3},
    // GCC system.h: fancy_abort(file, line, function)
    Entry{"fancy_abort", 2},
    Entry{"_Z11fancy_abortPKciS0_", 2},
    // Qt <QtGlobal>: qt_assert(assertion, file, line)
    Entry{"_Z9qt_assertPKcS0_i", 3},
    // Qt <QtGlobal>: qt_assert_x(where, what, file, line)
    Entry{"_Z11qt_assert_xPKcS0_S0_i", 4},
    // glog <glog/logging.h>: LogMessage::LogMessage(this, file, line)
    Entry{"_ZN6google10LogMessageC1EPKci", 3},
    Entry{"_ZN6google15LogMessageFatalC1EPKci", 3},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

// One rule without blanks and comment.  The last colon counts: C++ symbols of
// some compilers hold colons themselves.
Expected<LineRule> parse_line_rule(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view digits =
      colon == std::string_view::npos ? "" : trimmed(text.substr(colon + 1));
  unsigned argument = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), argument);
  const bool is_number =
      error == std::errc() && end == digits.data() + digits.size();
  if (!is_number || colon == 0 || argument < 1 || argument > 255)
    return fail(ErrorCode::malformed,
                "found '" + std::string(text) +
                    "', expected callee:argument with argument 1 to 255");
  return LineRule{std::string(trimmed(text.substr(0, colon))), argument};
}

} // namespace

std::vector<LineRule> builtin_line_rules() {
  std::vector<LineRule> rules;
  for (const Entry &entry : builtin)
    rules.push_back({std::string(entry.callee), entry.argument});
  std::ranges::sort(rules);
  return rules;
}

Expected<std::vector<LineRule>> parse_line_rules(std::string_view text) {
  std::vector<LineRule> rules;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty())
      continue;
    Expected<LineRule> rule = parse_line_rule(line);
    if (!rule)
      return std::unexpected(
          std::move(rule).error().at("line " + std::to_string(number)));
    rules.push_back(*std::move(rule));
  }
  return rules;
}

Expected<std::vector<LineRule>> read_line_rules(const std::string &path) {
  const MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  return at_path(parse_line_rules(as_text(file.bytes())), path);
}

} // namespace hotpatch
