"use strict";
// Charts are made of the page's own tables: there is one set of figures.
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// Shows only rows that hold `text`, as if it had been typed.
function filterBy(text) {
  const input = document.querySelector(".filter input");
  input.value = text;
  input.dispatchEvent(new Event("input"));
  document.getElementById("functions").scrollIntoView();
}

// What a row of the table of functions says.
function functionsOfPage() {
  return [...document.querySelectorAll("#functions tbody tr")].map(row => ({
    name: row.dataset.name, object: row.dataset.object, reason: row.dataset.reason,
    bytes: Number(row.dataset.bytes),
  })).filter(entry => entry.bytes > 0);
}

function treeOf(entries) {
  const objects = new Map();
  for (const entry of entries) {
    if (!objects.has(entry.object)) objects.set(entry.object, []);
    objects.get(entry.object).push(entry);
  }
  return { children: [...objects].map(([object, children]) => ({ object, children })) };
}

function drawTreemap() {
  const place = document.getElementById("treemap");
  const entries = functionsOfPage();
  if (!place || entries.length === 0) return;
  const width = Math.max(320, place.clientWidth), height = Math.max(220, Math.min(520, width * 0.5));
  const root = d3.hierarchy(treeOf(entries)).sum(node => node.bytes || 0)
    .sort((a, b) => b.value - a.value);
  d3.treemap().size([width, height]).paddingTop(node => node.depth === 1 ? 16 : 0)
    .paddingInner(1).round(true)(root);
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "code by object and function" });
  for (const node of root.descendants().slice(1)) {
    const isObject = node.depth === 1;
    const label = isObject ? node.data.object : node.data.name;
    const w = node.x1 - node.x0, h = node.y1 - node.y0;
    const group = element("g", { transform: `translate(${node.x0},${node.y0})`, tabindex: 0, role: "button" });
    group.append(
      element("title", {}, `${label}: ${node.value.toLocaleString("en")} bytes`),
      element("rect", { width: w, height: h, class: isObject ? "object" : node.data.reason }));
    const letters = Math.floor((w - 6) / 6.7);
    if (letters > 2 && h >= 14)
      group.append(element("text", { x: 3, y: 12, class: isObject ? "title" : "name" },
        label.length > letters ? label.slice(0, letters - 1) + "…" : label));
    group.addEventListener("click", () => filterBy(label));
    group.addEventListener("keydown", event => { if (event.key === "Enter") filterBy(label); });
    svg.append(group);
  }
  place.replaceChildren(svg);
}

function drawHistory() {
  const place = document.getElementById("history");
  if (!place) return;
  const points = [...place.querySelectorAll("tbody tr")].map(row =>
    [...row.cells].map(cell => Number(cell.dataset.v)));
  const chart = document.getElementById("history-chart");
  const style = getComputedStyle(document.documentElement);
  const ink = getComputedStyle(document.body).color;
  const axis = { stroke: ink, grid: { stroke: "#8884" }, ticks: { stroke: "#8884" } };
  const line = (label, color) => ({ label, stroke: style.getPropertyValue(color).trim(), width: 2, points: { show: true } });
  chart.replaceChildren();
  new uPlot({
    width: Math.max(320, chart.clientWidth), height: 260,
    scales: { x: { time: false } },
    series: [{ label: "report" }, line("package", "--good"), line("payloads", "--changed")],
    axes: [{ ...axis, incrs: [1, 2, 5, 10, 20, 50, 100] }, { ...axis, size: 80 }],
  }, [points.map((_, i) => i + 1), points.map(p => p[1]), points.map(p => p[2])], chart);
}

// A link to a difference unfolds it.
function unfoldTarget() {
  const id = location.hash.slice(1);
  const target = id && document.getElementById(id);
  if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
}

function draw() { drawTreemap(); drawHistory(); }
draw();
unfoldTarget();
window.addEventListener("hashchange", unfoldTarget);
window.addEventListener("resize", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
