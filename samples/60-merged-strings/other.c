const char *last_report;
void report(const char *text) { last_report = text; }
void report_late(void) { report("unexpected end of file"); }
