#!/usr/bin/python3
"""Writes a C source of N functions of about 1 KB of code each.

    generate_c.py N UNIT FILE [--change]

They call each other and a function of the next unit, read and write statics,
switch over tables and name strings of their own.  With --change one function in
the middle checks its argument.
"""

import argparse
import pathlib

HEAD = """\
struct item {{ int key; const char *name; struct item *next; }};
extern int report(const char *text, int value);
extern int unit{other}_f0(struct item *item, int n);
static int counters[64];
static const int limits[16] = {{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3}};
"""

FUNCTION = """\
int unit{unit}_f{i}(struct item *item, int n) {{
{change}\
  int sum = n * {factor};
  for (int i = 0; i < n; ++i) {{
    sum += limits[(i + {i}) & 15] ^ counters[(sum + i) & 63];
    switch ((sum >> 3) & 7) {{
    case 0: sum += report("unit{unit} f{i} zero", sum); break;
    case 1: sum ^= {factor}; break;
    case 2: sum -= item->key; break;
    case 3: item = item->next ? item->next : item; break;
    case 4: counters[i & 63] += sum; break;
    case 5: sum = sum * 7 + {i}; break;
    case 6: sum += report(item->name, {i}); break;
    default: --sum;
    }}
  }}
  while (item && sum > {limit}) {{
    sum -= item->key * 3 + counters[{i} & 63];
    if (sum % 7 == 3)
      sum += report("unit{unit} f{i} again", sum);
    counters[sum & 63] = sum ^ {factor};
    item = item->next;
  }}
  if (n > {limit})
    sum += {callee}(item, n - 1);
  return sum;
}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("unit", type=int)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--change", action="store_true")
    options = parser.parse_args()
    other = options.unit + 1
    text = [HEAD.format(other=other)]
    for i in range(options.count):
        is_changed = options.change and i == options.count // 2
        text.append(FUNCTION.format(
            unit=options.unit, i=i, factor=2 * i + 3, limit=10 + i % 90,
            change="  if (!item || n < 0)\n    return -1;\n"
            if is_changed else "",
            callee=f"unit{options.unit}_f{i - 1}" if i else
            f"unit{other}_f0"))
    options.file.write_text("".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
