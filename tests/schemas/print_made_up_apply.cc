// Prints the JSON of made-up changes, for the schemas' tests: done, refused,
// failed or status, by the first argument.
#include "hpapply/views.h"
#include "tests/unit/hpapply/made_up_target.h"

#include <cstdio>
#include <string_view>

namespace hotpatch {
namespace {

constexpr ChangeSubject subject{"apply", 4711};

std::string document(std::string_view which) {
  if (which == "refused")
    return render_refusal_json(
        subject, refuse("busy", "thread 1 is in \x1b<f>", "try again").error());
  const std::vector<std::byte> library = made_up_library();
  FakeProcess process = made_up_process(library);
  const Payload payload = made_up_payload(library);
  ChangeReport report =
      apply_package(process, made_up_package(payload, library),
                    made_up_policy())
          .value();
  if (which == "status") {
    process.poke(made_up_base_at + without_pad, from_hex("cc"));
    return render_status_json(subject.pid, known_residences(process).value());
  }
  report.notes = {"a note"};
  report.figures = {std::chrono::microseconds(1234), 2, 4096};
  if (which == "failed") {
    report.verdict = ChangeVerdict::failed;
    report.failure =
        SwitchFailure{fail(ErrorCode::io, "memory is gone").error(), false};
  }
  return render_change_json(subject, report);
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  const std::string text = hotpatch::document(argc > 1 ? argv[1] : "");
  std::fwrite(text.data(), 1, text.size(), stdout);
}
