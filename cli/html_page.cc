// Style and script of a page stand here as they are, for they are other
// languages.  No library, no font, no image: the page must open in ten years.
// Colours come from system colours and a few hues that read on both grounds.
#include "cli/html_page.h"

#include "cli/escape.h"

namespace hotpatch {

std::string_view html_head() {
  return R"html(<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; --line: #8884; --add: #1a7f37; --del: #cf222e; --warn: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --add: #3fb950; --del: #f85149; --warn: #d29922; } }
body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5em; color: CanvasText; background: Canvas; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { padding: .2em .6em; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; background: Canvas; }
.sortable.live th { cursor: pointer; }
th[aria-sort=ascending]::after { content: " \2191"; }
th[aria-sort=descending]::after { content: " \2193"; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.f, pre { font-family: ui-monospace, monospace; white-space: pre; }
.c-identical, .c-layout_only, .c-line_only { opacity: .6; }
.c-constant, .c-code, .c-resized, .c-changed_readonly, .c-changed_initializer { color: var(--warn); }
.c-added, ins { color: var(--add); text-decoration: none; }
.c-removed, del { color: var(--del); text-decoration: none; }
details p { margin: .2em 0 .2em 1em; }
footer { margin-top: 2em; opacity: .6; }
@media print { .filter { display: none; } thead th { position: static; } }
</style>
)html";
}

std::string_view html_filter() {
  return "<p class=filter hidden><label>filter <input type=search></label> "
         "<output></output></p>\n";
}

std::string_view html_script() {
  return R"html(<script>
"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  table.classList.add("live");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, i) => row.cells[i].dataset.v ?? row.cells[i].textContent;
  heads.forEach((head, i) => {
    head.tabIndex = 0;
    const sort = () => {
      const falling = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows];
      const numeric = rows.length > 0 && rows[0].cells[i].dataset.v !== undefined;
      rows.sort((a, b) => {
        const x = key(a, i), y = key(b, i);
        const order = numeric ? x - y : x < y ? -1 : x > y ? 1 : 0;
        return falling ? -order : order;
      });
      body.append(...rows);
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", e => { if (e.key === "Enter") sort(); });
  });
}
const filter = document.querySelector(".filter");
filter.hidden = false;
filter.querySelector("input").addEventListener("input", e => {
  const wanted = e.target.value.toLowerCase();
  let shown = 0;
  for (const row of document.querySelectorAll("table.sortable tbody tr")) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  filter.querySelector("output").textContent = wanted ? shown + " rows" : "";
});
</script>
)html";
}

std::string html_table_head(std::initializer_list<std::string_view> titles) {
  std::string text = "<thead><tr>";
  for (std::string_view title : titles)
    text += "<th scope=col>" + std::string(title) + "</th>";
  return text + "</tr></thead>\n<tbody>\n";
}

std::string html_number_cell(std::string_view shown, std::string_view value) {
  return "<td class=n data-v=\"" + std::string(value) + "\">" +
         std::string(shown) + "</td>";
}

std::string html_text_cell(std::string_view name) {
  return "<td>" + html_escaped(name) + "</td>";
}

} // namespace hotpatch
