// A limit was lowered.  Only an immediate differs, as with line numbers, but
// nothing proves that it is one: the function needs a patch.
int accept_record(unsigned size) { return size <= 1000 ? 0 : -1; }
