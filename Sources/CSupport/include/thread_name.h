// Names for threads, as `top -H` shows them. The Glibc module of Swift does not know the call.
#pragma once

/// Names the calling thread; at most 15 characters.
void corridor_name_thread(const char *name);
