#include "hpapply/probation.h"

#include "formats/core/file.h"
#include "formats/core/text.h"

namespace hotpatch {
namespace {

// One file for each, so that two that write at a time cannot lose one.
std::string file_of(const std::string &folder,
                    const QuarantineSubject &subject) {
  return folder + "/" + to_hex(subject.package) + "-" + to_hex(subject.code);
}

} // namespace

Expected<std::optional<std::string>> watch(const Probation &probation,
                                           const Clock &clock) {
  const Duration end = clock.now() + probation.duration;
  for (;;) {
    const std::optional<int> status = HP_TRY(probation.probe());
    if (!status)
      return "the probe did not end";
    if (*status != 0)
      return "the probe ended with status " + std::to_string(*status);
    if (!probation.is_alive())
      return "the process has ended";
    if (clock.now() + probation.pause > end)
      return std::nullopt;
    clock.sleep(probation.pause);
  }
}

std::vector<QuarantineSubject>
subjects_of(const std::vector<Residence> &residences) {
  std::vector<QuarantineSubject> subjects;
  for (const Residence &residence : residences)
    subjects.push_back({residence.package, residence.payload.base.code_digest});
  return subjects;
}

Expected<std::optional<std::string>>
quarantine_of(const std::string &folder, const QuarantineSubject &subject) {
  const std::string path = file_of(folder, subject);
  if (!is_there(path))
    return std::nullopt;
  const MappedFile file = HP_TRY(at_path(MappedFile::open(path), path));
  std::string reason(as_text(file.bytes()));
  return reason.substr(0, reason.find('\n'));
}

Expected<void> put_in_quarantine(const std::string &folder,
                                 const QuarantineSubject &subject,
                                 const std::string &reason) {
  for (std::size_t at = folder.find('/', 1); at != std::string::npos;
       at = folder.find('/', at + 1))
    HP_TRY(at_path(create_directory(folder.substr(0, at)), folder));
  HP_TRY(at_path(create_directory(folder), folder));
  const std::string path = file_of(folder, subject);
  return at_path(write_file(path, reason + "\n"), path);
}

} // namespace hotpatch
