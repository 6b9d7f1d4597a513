#include "wakeup.h"

#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

int corridor_wakeup_open(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void corridor_wakeup_signal(int descriptor) {
    uint64_t one = 1;
    // EAGAIN means that the counter is full, so that the sleeper is awake already.
    while (write(descriptor, &one, sizeof one) < 0 && errno == EINTR) {}
}

void corridor_wakeup_drain(int descriptor) {
    uint64_t count;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {}
}
