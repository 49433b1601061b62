// The linker turns the load of the address from the GOT into a lea, since the
// variable cannot be another module's.
extern int shared_limit;
int is_over(int count) { return count > shared_limit ? count - shared_limit : 0; }
