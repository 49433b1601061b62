/* A small server: each line of a connection is a request, each gets a reply.
 *
 *   server     listens on a free port of 127.0.0.1 and prints it
 *
 * What it does with a request is in libecho.so: reply() is what gets fixed.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int reply(const char *request, char *out, int size);

static void *serve(void *socket) {
  int fd = (int)(long)socket;
  FILE *stream = fdopen(fd, "r+");
  char line[512], out[512];
  while (stream && fgets(line, sizeof line, stream)) {
    int length = reply(line, out, sizeof out);
    fwrite(out, 1, (size_t)length, stream);
    fputc('\n', stream);
    fflush(stream);
  }
  if (stream)
    fclose(stream);
  return NULL;
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, size) != 0 ||
      listen(listener, 16) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
    perror("server");
    return 1;
  }
  printf("%d %d\n", getpid(), ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    pthread_t thread;
    if (fd >= 0 && pthread_create(&thread, NULL, serve, (void *)(long)fd) == 0)
      pthread_detach(thread);
  }
}
