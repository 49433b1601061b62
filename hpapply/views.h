// The results of hpapply, as JSON and as text.
#ifndef HOTPATCH_HPAPPLY_VIEWS_H
#define HOTPATCH_HPAPPLY_VIEWS_H

#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpapply/apply.h"
#include "hpapply/listing.h"
#include "hpapply/plan.h"

#include <cstdint>
#include <span>
#include <string>

namespace hotpatch {

// Schema hpapply.change/1.
std::string render_change_json(const ChangeSubject &subject,
                               const ChangeReport &report);
// The same for a change that was refused.
std::string render_refusal_json(const ChangeSubject &subject,
                                const Error &refusal);
std::string render_change_text(const ChangeSubject &subject,
                               const ChangeReport &report,
                               const TextStyle &style);

// Whether all that is there is in force, untouched, and there is something.
bool is_in_force(std::span<const KnownResidence> known);

// Schema hpapply.status/1.
std::string render_status_json(std::uint32_t pid,
                               std::span<const KnownResidence> known);
std::string render_status_text(std::uint32_t pid,
                               std::span<const KnownResidence> known,
                               const TextStyle &style);

} // namespace hotpatch

#endif
