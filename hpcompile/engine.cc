// The work behind the commands.  Apart from run.cc, so that what is said about
// a result can be tested without making one.
#include "hpcompile/run.h"

#include "formats/core/file.h"

namespace hotpatch {
namespace {

Expected<MeasuredPayload> read_measured(const std::string &path) {
  auto at_path = [&path](Error error) {
    return std::unexpected(std::move(error).at(path));
  };
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return at_path(std::move(file).error());
  Expected<Payload> payload = read_payload(file->bytes());
  if (!payload)
    return at_path(std::move(payload).error());
  Expected<std::vector<PayloadPart>> parts = measure_payload(file->bytes());
  if (!parts)
    return at_path(std::move(parts).error());
  return MeasuredPayload{*std::move(payload), *std::move(parts)};
}

} // namespace

Engine real_engine() {
  return {
      .compile = compile, .validate = validate_files, .read = read_measured};
}

} // namespace hotpatch
