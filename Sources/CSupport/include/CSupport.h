// What Swift cannot say on Linux: the byte scan, embedded data, marks that outlive a crash, wakeups, child processes.
#pragma once
#include "Spawn.h"
#include "ThreadName.h"
#include "Wakeup.h"
