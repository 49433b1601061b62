// The functions of hpapply.h.
#include "hpapply/hpapply.h"

#include "hpapply/self_child.h"

#include <cstdlib>
#include <cstring>
#include <string>

namespace hotpatch {
namespace {

char *copy_of(const std::string &text) {
  auto *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy != nullptr)
    std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

int give(const Expected<Answer> &answer, hpapply_result *result) {
  result->json = copy_of(answer ? answer->json : "");
  result->message = copy_of(answer ? answer->message : answer.error().message);
  return answer ? answer->status : HPAPPLY_TROUBLE;
}

Expected<ApplyOptions> options_from(ApplyCommand command,
                                    const hpapply_options *from) {
  ApplyOptions options{.command = command, .is_quiet = true};
  if (from == nullptr)
    return options;
  if (from->size != sizeof *from)
    return fail(ErrorCode::malformed,
                "options of " + std::to_string(from->size) +
                    " bytes, expected " + std::to_string(sizeof *from));
  options.trust.assign(from->trust, from->trust + from->trust_count);
  if (from->threshold != 0)
    options.threshold = from->threshold;
  if (from->product != nullptr)
    options.product = from->product;
  if (from->channel != nullptr)
    options.channel = from->channel;
  options.last_sequence = from->last_sequence;
  if (from->timeout != 0)
    options.policy.timeout = std::chrono::seconds(from->timeout);
  if ((from->flags & HPAPPLY_THREADS_ONLY) != 0)
    options.policy.stacks = StackPlaces::threads;
  return options;
}

} // namespace
} // namespace hotpatch

using namespace hotpatch;

int hpapply_self_apply(const char *package, const hpapply_options *options,
                       hpapply_result *result) {
  Expected<ApplyOptions> all = options_from(ApplyCommand::apply, options);
  if (!all)
    return give(std::unexpected(all.error()), result);
  all->package = package;
  return give(ask_child(*std::move(all)), result);
}

int hpapply_self_rollback(unsigned sequence, const hpapply_options *options,
                          hpapply_result *result) {
  Expected<ApplyOptions> all = options_from(ApplyCommand::rollback, options);
  if (!all)
    return give(std::unexpected(all.error()), result);
  all->sequence = sequence;
  return give(ask_child(*std::move(all)), result);
}

int hpapply_self_status(hpapply_result *result) {
  return give(ask_child({.command = ApplyCommand::status, .is_quiet = true}),
              result);
}

void hpapply_result_free(hpapply_result *result) {
  std::free(result->json);
  std::free(result->message);
  *result = {};
}
