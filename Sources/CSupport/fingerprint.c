#include "fingerprint.h"
#include <string.h>

static uint64_t mixed(uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33);
}

void corridor_fingerprint(const uint8_t *bytes, size_t count, uint64_t result[2]) {
    uint64_t high = 0x9e3779b97f4a7c15ULL ^ count;
    uint64_t low = 0xd1b54a32d192ed03ULL + count;
    size_t at = 0;
    for (; at + 8 <= count; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        high = (high ^ word) * 0x9fb21c651e98df25ULL;
        high ^= high >> 29;
        low = (low + word) * 0xd6e8feb86659fd93ULL;
        low ^= low >> 32;
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes + at, count - at);
    result[0] = mixed(high ^ rest);
    result[1] = mixed(low + rest);
    if ((result[0] | result[1]) == 0) result[1] = 1;
}
