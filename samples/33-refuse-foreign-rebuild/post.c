// The post objects were compiled with other flags: nearly everything differs.
#define FUNCTION(n)                                                            \
  int sum_##n(const int *values, int count) {                                  \
    int sum = n;                                                               \
    for (int i = 0; i < count; ++i)                                            \
      sum += values[i] * (n + 2) + (sum >> 3);                                 \
    return sum;                                                                \
  }
FUNCTION(1) FUNCTION(2) FUNCTION(3) FUNCTION(4) FUNCTION(5) FUNCTION(6)
FUNCTION(7) FUNCTION(8) FUNCTION(9) FUNCTION(10) FUNCTION(11) FUNCTION(12)
FUNCTION(13) FUNCTION(14) FUNCTION(15) FUNCTION(16) FUNCTION(17) FUNCTION(18)
FUNCTION(19) FUNCTION(20) FUNCTION(21) FUNCTION(22) FUNCTION(23) FUNCTION(24)
