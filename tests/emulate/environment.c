// What the samples refer to and do not define.
int errors;

#ifdef _WIN32
int DllMainCRTStartup(void *module, unsigned reason, void *reserved) {
  (void)module;
  (void)reason;
  (void)reserved;
  return 1;
}
int _fltused;
#endif
