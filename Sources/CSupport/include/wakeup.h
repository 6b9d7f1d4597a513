// An eventfd: how any thread wakes one that sleeps in poll(). The Glibc module of Swift does not know it.
#pragma once

/// Opens a wakeup; -1 when the process has no descriptor left.
int corridor_wakeup_open(void);
/// Wakes whoever polls the descriptor.
void corridor_wakeup_signal(int descriptor);
/// Forgets all signals so far.
void corridor_wakeup_drain(int descriptor);
