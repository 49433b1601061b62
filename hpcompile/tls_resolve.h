// Where an access of a thread-local variable leads to, and by which way the
// base image shows it.
#ifndef HOTPATCH_HPCOMPILE_TLS_RESOLVE_H
#define HOTPATCH_HPCOMPILE_TLS_RESOLVE_H

#include "hpcompile/resolve.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hotpatch {

struct TlsResolution {
  // base: a slot; number: an offset (0 with Access::tls_direct); refused.
  Resolution resolution;
  // How to get at it: as the code asks, or one that it must be rewritten to.
  Access access = Access::none;
};

class TlsResolver {
public:
  // All must outlive the value.
  TlsResolver(const Build &post, const BaseView &base, Pairing &pairing)
      : post_(post), base_(base), pairing_(pairing), definitions_(post) {}

  // For code of a post object that asks for `offset` behind the symbol by
  // `access`.
  TlsResolution resolve(std::uint32_t object, std::uint32_t symbol,
                        std::int64_t offset, Access access) const;

private:
  // The variable as the pre side has it.
  struct Variable {
    std::string name;
    bool is_local = false;
    bool is_new = false; // the pre build does not define it, but the post does
    // Of its definition, or, if it is not local, perhaps no_index.
    std::uint32_t object = no_index, symbol = no_index;
  };

  Variable variable_of(std::uint32_t object, std::uint32_t symbol) const;
  std::uint32_t pre_symbol_of(std::uint32_t object, std::uint32_t symbol) const;
  TlsResolution resolve_module(std::int64_t offset) const;
  const Binding *binding_of(const Variable &variable, Access access) const;
  std::optional<std::int64_t> named_slot(const Variable &variable) const;
  std::optional<std::int64_t> number_of(const Variable &variable,
                                        Access access) const;
  std::optional<std::int64_t> beside(const Variable &variable,
                                     Access access) const;
  std::optional<std::int64_t> by_name(const Variable &variable,
                                      Access access) const;
  bool is_direct() const;

  const Build &post_;
  const BaseView &base_;
  Pairing &pairing_;
  Definitions definitions_; // of the post build
};

} // namespace hotpatch

#endif
