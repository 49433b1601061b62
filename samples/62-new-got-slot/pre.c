// The fix takes the address of a function that the image's GOT has no slot for.
typedef int handler(int);
int on_error(int code);
static handler *current;
void set_handler(handler *next) { current = next; }
int fire(int code) { return current ? current(code) : -1; }
