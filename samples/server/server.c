/* A small server: each line of a connection is a request, each gets a reply.
 *
 *   server     listens on a free port of 127.0.0.1, prints its process and that
 *
 * What it does with a request is in libecho: reply() is what gets fixed.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#define close closesocket
typedef SOCKET Socket;
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
typedef int Socket;
#endif

int reply(const char *request, char *out, int size);

/* Without its end; 0: the connection has ended. */
static int read_line(Socket client, char *line, int size) {
  for (int length = 0; length < size; ++length) {
    if (recv(client, line + length, 1, 0) != 1)
      return 0;
    if (line[length] == '\n') {
      line[length] = '\0';
      return 1;
    }
  }
  return 0;
}

static void *serve(void *socket) {
  Socket client = (Socket)(intptr_t)socket;
  char line[512], out[513];
  while (read_line(client, line, sizeof line)) {
    int length = reply(line, out, sizeof out - 1);
    out[length++] = '\n';
    if (send(client, out, length, 0) != length)
      break;
  }
  close(client);
  return NULL;
}

int main(void) {
#ifdef _WIN32
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
    return 1;
#endif
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  Socket listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, size) != 0 ||
      listen(listener, 16) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
    perror("server");
    return 1;
  }
  printf("%d %d\n", getpid(), ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    Socket client = accept(listener, NULL, NULL);
    pthread_t thread;
    if (client != (Socket)-1 &&
        pthread_create(&thread, NULL, serve, (void *)(intptr_t)client) == 0)
      pthread_detach(thread);
  }
}
