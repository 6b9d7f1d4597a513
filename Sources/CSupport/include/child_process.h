// Starting a child process with a clean signal state, in its own process group, with none of our descriptors.
#pragma once
#include <sys/types.h>

/// Starts `arguments[0]` (an absolute path; the list ends with NULL) in the folder `/`, its standard output and error
/// on `output`. Returns 0 or an errno.
///
/// Its own process group keeps a Ctrl-C at the terminal away from it: we decide when it ends.
int corridor_spawn(char *const arguments[], int output, pid_t *child);

/// Waits for the child's end; the status as waitpid gives it, or -1.
int corridor_wait(pid_t child);
