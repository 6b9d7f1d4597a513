// Marks of what is under way, kept outside the process so that they outlive it.
//
// A file of fixed size is mapped shared; each thread that parses or maps owns one slot while it does. A slot holds
// the fingerprint of the bytes under way. When the process dies by a signal of its own making (a trap, a wild
// address), the handler sets the slot's `crashed` flag before the process goes; a `kill -9` leaves it clear.
#pragma once
#include <stdint.h>

/// Slots in the file: threads that may parse or map at once.
#define CORRIDOR_MARK_SLOTS 256

typedef struct {
    /// The fingerprint of the bytes under way; both words zero when the slot is free.
    uint64_t fingerprint[2];
    /// 1 when this thread received a fatal signal while the fingerprint stood here.
    uint32_t crashed;
    uint32_t reserved;
} corridor_mark;

/// Maps the file at `path`, creating it; returns 0, or errno.
int corridor_marks_open(const char *path);
/// The mapped slots, or NULL before `corridor_marks_open`.
corridor_mark *corridor_marks(void);
/// Installs the handlers for the signals by which a process ends itself; returns 0, or errno.
int corridor_marks_install_handlers(void);
/// Marks a fingerprint as under way on this thread; does nothing when all slots are taken.
void corridor_mark_enter(uint64_t high, uint64_t low);
/// Frees this thread's mark.
void corridor_mark_leave(void);
