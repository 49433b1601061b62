// A variable starts with another value.  A running process has long read the
// first one and may have written to it since.
int max_connections = 50;
int may_connect(int connections) { return connections < max_connections; }
