// What Swift cannot say on Linux: the byte scan, embedded data, marks that outlive a crash.
#pragma once
#include "CrashMarks.h"
#include "Fingerprint.h"
