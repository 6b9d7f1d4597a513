// A 128-bit fingerprint of bytes: fast, stable, not cryptographic.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Writes the fingerprint of `count` bytes to `result`; never both words zero.
void corridor_fingerprint(const uint8_t *bytes, size_t count, uint64_t result[2]);
