// Source of types_*.s: types that a reader meets in C.
// Compiled with gcc -S -O1 -g -gno-as-loc-support (also -gdwarf-2 and
// -fdebug-types-section) and clang -S -O1 -g for MSVC (CodeView), MinGW and
// Linux (both -gdwarf-4).
typedef struct {
  int first;
  unsigned flag : 3;
  unsigned rest : 5;
} Pair;

enum colour { red, green = 5, blue = -1 };
enum { limit = 42 };

struct hidden;

struct node {
  struct node *next;
  const volatile char *name;
  union {
    int number;
    double real;
  };
  struct {
    short x, y;
  } at;
  int grid[2][3];
  enum colour colour;
  Pair pairs[2];
  Pair inside;
  int (*compare)(const struct node *, long, ...);
  int (**table)(void);
  struct hidden *hidden;
};

static __attribute__((noinline)) int sum(struct node *n, Pair pair) {
  return n->grid[1][2] + pair.first + pair.rest;
}

int visit(struct node *n, unsigned long count, float scale) {
  return n->compare(n, (long)count) == limit ? red
                                             : sum(n, n->inside) + (int)scale;
}

void nothing(void) {}
