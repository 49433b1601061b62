struct node {
  struct node *next;
  int value;
};
int visits;
void visit(struct node *node, int depth, int limit) {
  visits += node->value * depth + limit;
}
int weigh(const struct node *node, int sum) { return node->value ^ sum; }
