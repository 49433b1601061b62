// The options of `report` and of no other command: a part of the table in
// options.cc.
#ifndef HOTPATCH_HPPACK_REPORT_OPTIONS_H
#define HOTPATCH_HPPACK_REPORT_OPTIONS_H

#include "hppack/options.h"

#include <array>
#include <string_view>

namespace hotpatch {

Expected<PackOptions> set_markdown_limit(PackOptions options,
                                         std::string_view value);
Expected<PackOptions> set_bandwidth(PackOptions options,
                                    std::string_view value);

inline constexpr std::array report_options = {
    BasicOption<PackOptions>{
        .text = {.long_name = "--full",
                 .value_name = "IMAGE",
                 .kind = ValueKind::file,
                 .help = "A file of the full update, which stands against "
                         "the payload for the base image of its name.",
                 .commands = bit(PackCommand::report),
                 .required_by = bit(PackCommand::report),
                 .is_repeatable = true,
                 .takes_several = true},
        .apply = add_text<&PackOptions::fulls>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--markdown",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write the report as Markdown, for a pull "
                         "request.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::markdown>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--md-limit",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "At most so many bytes of Markdown (60000).",
                 .commands = bit(PackCommand::report)},
        .apply = set_markdown_limit},
    BasicOption<PackOptions>{
        .text = {.long_name = "--html",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write it as one page that needs nothing else.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::html>},
    BasicOption<PackOptions>{.text = {.long_name = "--csv",
                                      .value_name = "FILE",
                                      .kind = ValueKind::file,
                                      .help = "Write its figures as CSV.",
                                      .commands = bit(PackCommand::report)},
                             .apply = set_text<&PackOptions::csv>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--junit",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write the budgets as JUnit test cases.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::junit>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--baseline",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "The JSON of an earlier report, to compare "
                         "with.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::baseline>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--budget",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Budgets that the sizes must keep "
                         "(docs/report.md); exit status 3 if one fails.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::budget>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--history",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Earlier reports as JSON, one a line, for the "
                         "page's history line.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::history>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--diff",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "What hpdiff --json FILE --asm wrote: "
                         "instruction differences for the page.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::diff>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--other-deltas",
                 .help = "Also measure what bsdiff and HDiffPatch make of "
                         "the images, if they are installed; slow.",
                 .commands = bit(PackCommand::report)},
        .apply = set_flag<&PackOptions::has_other_deltas>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--endpoints",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "Say what serving so many endpoints takes; needs "
                         "--bandwidth.",
                 .commands = bit(PackCommand::report)},
        .apply = set_number<&PackOptions::endpoints, 1>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--bandwidth",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "Bytes a second of the line to all endpoints.",
                 .commands = bit(PackCommand::report)},
        .apply = set_bandwidth},
    BasicOption<PackOptions>{
        .text = {.long_name = "--cyclonedx",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write a CycloneDX 1.6 document of what the "
                         "package fixes.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::cyclonedx>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--openvex",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write an OpenVEX 0.2.0 document of it.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::openvex>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--csaf",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write a CSAF 2.0 VEX document of it.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::csaf>},
    BasicOption<PackOptions>{.text = {.long_name = "--author",
                                      .value_name = "NAME",
                                      .kind = ValueKind::text,
                                      .help = "Who issues these documents.",
                                      .commands = bit(PackCommand::report)},
                             .apply = set_text<&PackOptions::author>},
    BasicOption<PackOptions>{
        .text = {.long_name = "--author-url",
                 .value_name = "URL",
                 .kind = ValueKind::text,
                 .help = "The author's http or https URL, below which the "
                         "documents' ids are.",
                 .commands = bit(PackCommand::report)},
        .apply = set_text<&PackOptions::author_url>},
};

} // namespace hotpatch

#endif
