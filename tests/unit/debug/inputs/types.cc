// Source of types_cc_*.s: types that a reader meets in C++ only.
// Compiled like types.c, with g++
// -femit-class-debug-always for Linux and clang++ -fstandalone-debug for MSVC
// (CodeView).
namespace {
struct Secret {
  int number;
};
enum class Mode : unsigned char { off, on };
} // namespace

namespace ns {
struct Base {
  virtual ~Base();
  int base;
};
struct Other {
  long other;
};
struct Derived : Base, virtual Other {
  static int shared;
  int (Derived::*method)(int);
  int Derived::*field;
  int &reference;
  Mode mode;
  int get(int more) const;
};
template <typename T> struct Holder {
  T value;
  int after;
};
int Derived::get(int more) const { return reference + more + base; }
} // namespace ns

static const auto lambda = [x = 5](int y) { return x + y; };

ns::Holder<Secret> named;
ns::Holder<decltype(lambda)> unnamed = {lambda, 1};
struct Keeper {
  decltype(lambda) kept;
  short after;
} keeper = {lambda, 2};

int use(ns::Derived &derived) {
  struct Local {
    int inner;
  } local = {derived.get(1)};
  return local.inner + keeper.kept(2) + unnamed.value(3) + named.after;
}
