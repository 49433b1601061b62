int measure(int value) { return value * value + 3; }
