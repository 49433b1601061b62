int level = 3;
int spare = 4;
