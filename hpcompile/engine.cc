// The work behind the commands.  Apart from run.cc, so that what is said about
// a result can be tested without making one.
#include "hpcompile/run.h"

#include "formats/core/file.h"

namespace hotpatch {
namespace {

Expected<MeasuredPayload> read_measured(const std::string &path) {
  const MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  Payload payload = HP_TRY(at_path(read_payload(file.bytes()), path));
  std::vector<PayloadPart> parts =
      HP_TRY(at_path(measure_payload(file.bytes()), path));
  return MeasuredPayload{std::move(payload), std::move(parts)};
}

} // namespace

Engine real_engine() {
  return {
      .compile = compile, .validate = validate_files, .read = read_measured};
}

} // namespace hotpatch
