#define _GNU_SOURCE
#include "crash_marks.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static corridor_mark *slots;
static atomic_uint taken[CORRIDOR_MARK_SLOTS];
static _Thread_local int own = -1;
static pthread_key_t slot_release;
static pthread_once_t slot_release_once = PTHREAD_ONCE_INIT;

static const int fatal_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { FATAL_SIGNALS = sizeof fatal_signals / sizeof *fatal_signals };
static struct sigaction previous[FATAL_SIGNALS];

int corridor_marks_open(const char *path) {
    size_t size = sizeof(corridor_mark) * CORRIDOR_MARK_SLOTS;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    if (ftruncate(fd, (off_t)size) != 0) {
        int failure = errno;
        close(fd);
        return failure;
    }
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    int failure = memory == MAP_FAILED ? errno : 0;
    close(fd);
    if (failure == 0) slots = memory;
    return failure;
}

corridor_mark *corridor_marks(void) { return slots; }

// A thread that ends gives its slot back.
static void release(void *slot) { atomic_store(&taken[(size_t)slot - 1], 0); }
static void make_key(void) { pthread_key_create(&slot_release, release); }

static int own_slot(void) {
    if (own >= 0) return own;
    pthread_once(&slot_release_once, make_key);
    for (int i = 0; i < CORRIDOR_MARK_SLOTS; i++) {
        unsigned free_slot = 0;
        if (atomic_compare_exchange_strong(&taken[i], &free_slot, 1)) {
            own = i;
            pthread_setspecific(slot_release, (void *)(size_t)(i + 1));
            return i;
        }
    }
    return -1;
}

void corridor_mark_enter(uint64_t high, uint64_t low) {
    if (slots == NULL) return;
    int slot = own_slot();
    if (slot < 0) return;
    slots[slot].crashed = 0;
    slots[slot].fingerprint[0] = high;
    slots[slot].fingerprint[1] = low;
    // The mark must be there before the work begins, also for the handler on this very thread.
    atomic_signal_fence(memory_order_seq_cst);
}

void corridor_mark_leave(void) {
    if (slots == NULL || own < 0) return;
    atomic_signal_fence(memory_order_seq_cst);
    slots[own].fingerprint[0] = 0;
    slots[own].fingerprint[1] = 0;
}

// Async-signal-safe: touches the mapped slot only, then lets the signal take its course.
static void on_fatal(int number) {
    if (slots != NULL && own >= 0 && (slots[own].fingerprint[0] | slots[own].fingerprint[1]) != 0) {
        slots[own].crashed = 1;
    }
    for (int i = 0; i < FATAL_SIGNALS; i++) {
        if (fatal_signals[i] == number) sigaction(number, &previous[i], NULL);
    }
    raise(number);
}

int corridor_marks_install_handlers(void) {
    // Once only: a second time would take our own handler for the previous one.
    static atomic_flag installed = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&installed)) return 0;
    struct sigaction action = {0};
    action.sa_handler = on_fatal;
    // On the alternate stack where a thread has one, so that a stack overflow is marked too.
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < FATAL_SIGNALS; i++) {
        if (sigaction(fatal_signals[i], &action, &previous[i]) != 0) return errno;
    }
    return 0;
}
