// The fix brings a string and a floating-point constant that the image has not.
const char *name_of(int kind) { return kind == 1 ? "circle" : kind == 2 ? "square of any size" : "unknown"; }
double area_of(int kind, double size) { return kind == 1 ? size * 3.14159265358979 : 0; }
