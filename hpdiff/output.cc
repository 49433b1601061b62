// The rows differ by view.  Files for machines hold all that the report holds;
// the table leaves out, unless asked, what does not matter (equal but for
// layout or lines), and has a limit on a terminal, where it scrolls away, but
// none in a pipe or log.
#include "hpdiff/output.h"

#include "hpdiff/csv.h"
#include "hpdiff/explain.h"
#include "hpdiff/html.h"
#include "hpdiff/json.h"
#include "hpdiff/markdown.h"
#include "hpdiff/table.h"

#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t terminal_rows = 40;

ListingOptions listing_for_files(const Options &options) {
  return {.classes = options.classes.value_or(every_class()),
          .name_pattern = options.name_pattern,
          .object_glob = options.object_glob,
          .sort = options.sort.value_or(SortKey::report),
          .limit = options.limit.value_or(0)};
}

ListingOptions listing_for_people(const Options &options,
                                  const Terminal &terminal) {
  const bool is_short = terminal.is_terminal && !options.lists_all;
  ListingOptions listing = listing_for_files(options);
  listing.classes = options.classes.value_or(
      options.lists_all ? every_class() : classes_that_matter());
  listing.sort = options.sort.value_or(SortKey::consequence);
  listing.limit = options.limit.value_or(is_short ? terminal_rows : 0);
  return listing;
}

bool is_stdout_taken(const Options &options) {
  return options.json == "-" || options.markdown == "-" ||
         options.html == "-" || options.csv == "-";
}

} // namespace

Expected<std::vector<Output>> outputs_of(const DiffReport &report,
                                         const Options &options,
                                         const Terminal &terminal) {
  Listing weighty, all; // each only where it is shown
  const bool has_table = options.explain.empty() && !options.is_stat &&
                         !options.is_quiet && !is_stdout_taken(options);
  if (has_table || !options.markdown.empty())
    weighty =
        HP_TRY(select_rows(report, listing_for_people(options, terminal)));
  all = HP_TRY(select_rows(report, listing_for_files(options)));
  const TextStyle style = style_for(options.color, terminal);
  std::vector<Output> outputs;
  if (!options.json.empty())
    outputs.push_back({options.json, [&report, all](const Sink &sink) {
                         write_json(report, all, sink);
                       }});
  if (!options.csv.empty())
    outputs.push_back({options.csv, [&report, all](const Sink &sink) {
                         write_csv(report, all, sink);
                       }});
  if (!options.markdown.empty())
    outputs.push_back(
        text_output(options.markdown,
                    render_markdown(report, weighty, options.markdown_limit)));
  if (!options.html.empty())
    outputs.push_back(text_output(options.html, render_html(report, all)));
  if (!options.explain.empty())
    outputs.push_back(
        text_output("-", HP_TRY(explain(report, options.explain, style))));
  else if (options.is_stat && !options.is_quiet)
    outputs.push_back(text_output("-", render_stat(report, style)));
  else if (has_table)
    outputs.push_back({"-", [&report, weighty, style](const Sink &sink) {
                         write_table(report, weighty, style, sink);
                       }});
  return outputs;
}

Output shown_output(const std::vector<ShownFunction> &functions,
                    const Options &options, const Terminal &terminal) {
  const TextStyle style = style_for(options.color, terminal);
  const ShowOptions show{.layout = options.is_side_by_side
                                       ? ShowOptions::Layout::side_by_side
                                       : ShowOptions::Layout::unified,
                         .context = options.context};
  std::string text;
  for (const ShownFunction &function : functions)
    text += (text.empty() ? "" : "\n") + render_shown(function, show, style);
  return text_output("-", std::move(text));
}

} // namespace hotpatch
