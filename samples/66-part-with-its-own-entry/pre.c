// gcc splits the loop off as walk.part.0, which callers enter by themselves
// after the test that they inline.  The fix is in the loop.
struct node {
  struct node *next;
  int value;
};
void visit(struct node *node, int depth, int limit);
int weigh(const struct node *node, int sum);
static int walk(struct node *node, int limit) {
  if (!node)
    return 0;
  int sum = 0;
  for (int steps = 0; node; node = node->next, ++steps) {
    visit(node, steps, limit);
    sum = weigh(node, sum) * 3 + (sum >> 2);
    sum ^= weigh(node, steps) << 3;
    visit(node, sum, limit * 2);
    if (sum > limit) {
      visit(node, limit, sum);
      sum -= limit / 3 + weigh(node, 4);
    }
    visit(node, sum % 7, steps);
  }
  return sum;
}
int walk_one(struct node *node) { return walk(node, 100) + 1; }
int walk_two(struct node *node, int limit) { return walk(node, limit); }
int walk_three(struct node *node) { return 2 * walk(node->next, 7); }
