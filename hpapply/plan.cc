#include "hpapply/plan.h"

#include "formats/package/base_memory.h"
#include "formats/package/fault.h"
#include "formats/package/packed_payload.h"
#include "hpapply/images.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string describe(const Manifest &manifest) {
  return manifest.product +
         (manifest.channel.empty() ? "" : " (" + manifest.channel + ")") +
         ", sequence " + std::to_string(manifest.sequence);
}

// Whether `next` may take the place of what is in force.
Expected<void> check_replaces(const Manifest &next, const Manifest &present) {
  const std::string both =
      describe(present) + " is in force; the package is " + describe(next);
  if (next.product != present.product || next.channel != present.channel)
    return refuse("not-superseded", both, "roll back the other one first");
  if (next.sequence <= present.sequence)
    return refuse("older-package", both,
                  "to go back to an older one, roll back first");
  if (next.supersedes < present.sequence)
    return refuse("not-superseded",
                  both + ", which supersedes " +
                      (next.supersedes == 0
                           ? "none"
                           : "all up to " + std::to_string(next.supersedes)),
                  "build it with --supersedes " +
                      std::to_string(present.sequence) +
                      ", or roll back first");
  return {};
}

// Errors of what was signed, and does not unpack to what it should.
std::unexpected<Error> bad_payload(const PackedImage &image, Error error) {
  return refuse(slug_of(PackageFault::bad_payload),
                image.name + ": " + error.message, std::move(error.hint));
}

Expected<Arrival> unpack(const VerifiedPackage &package,
                         const ImageMatch &match) {
  const PackedImage &image = package.manifest().images[match.image];
  const BaseMemory memory = base_memory(match.running.image);
  Arrival arrival{.image = static_cast<std::uint32_t>(match.image),
                  .base = match.running.module.base};
  Expected<std::vector<std::byte>> file =
      unpack_payload(image, package.section(match.image), &memory);
  if (!file)
    return bad_payload(image, std::move(file).error());
  Expected<Payload> payload = read_payload(*file);
  if (!payload)
    return bad_payload(image, std::move(payload).error());
  if (payload->base != image.base)
    return bad_payload(image, {.message = "it is for another image"});
  arrival.payload = *std::move(payload);
  arrival.file = *std::move(file);
  return arrival;
}

// What is in force for the image that `match` has found, as it matters for the
// package.  True: the package itself is.
Expected<bool> look_at_present(const VerifiedPackage &package,
                               const ImageMatch &match,
                               std::span<const KnownResidence> known,
                               ApplyPlan &plan) {
  for (const KnownResidence &present : known) {
    const Residence &residence = present.residence;
    if (residence.base != match.running.module.base ||
        present.check.state == ResidenceState::retired)
      continue;
    if (present.check.state != ResidenceState::in_force)
      return refuse("interrupted",
                    describe(residence.manifest) + " is in force in part",
                    "hpapply rollback takes the rest back");
    if (residence.package == package.id()) {
      plan.in_force.push_back(residence);
      return true;
    }
    HP_TRY(check_replaces(package.manifest(), residence.manifest));
    plan.departures.push_back(residence);
  }
  return false;
}

} // namespace

Expected<std::vector<KnownResidence>> known_residences(Process &process) {
  const std::vector<Residence> residences = HP_TRY(find_residences(process));
  std::vector<KnownResidence> known;
  for (const Residence &residence : residences) {
    // Apart, since g++ 12 forgets what is built of a value when it returns from
    // the middle of its braces.
    ResidenceCheck check =
        HP_TRY(check_residence(process, residence, residences));
    known.push_back({residence, std::move(check)});
  }
  return known;
}

Expected<ApplyPlan> plan_apply(Process &process, const VerifiedPackage &package,
                               std::span<const KnownResidence> known) {
  ApplyPlan plan{
      .arrivals = {.package = package.id(), .manifest = package.manifest()}};
  std::vector<Residence> residences;
  for (const KnownResidence &present : known)
    residences.push_back(present.residence);
  const MatchedImages matched =
      HP_TRY(match_images(process, package.manifest(), residences));
  plan.notes = matched.notes;
  for (const ImageMatch &match : matched.images)
    if (!HP_TRY(look_at_present(package, match, known, plan)))
      plan.arrivals.payloads.push_back(HP_TRY(unpack(package, match)));
  return plan;
}

} // namespace hotpatch
