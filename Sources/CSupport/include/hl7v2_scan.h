// The HL7 v2 byte scan.
//
// The scan knows two things only: the field separator, and the bytes that may end a segment. What counts as
// a segment, and every other delimiter, is decided in Swift.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// What one look over the bytes found.
struct CorridorHL7v2Census {
    /// How many bytes equal the field separator.
    size_t separators;
    /// How many bytes are CR or LF.
    size_t terminators;
    /// The bitwise or of all bytes: its high bit tells text beyond ASCII.
    uint8_t seen;
    /// Whether any byte is CR.
    bool carriage_return;
    /// Whether any byte is NUL.
    bool nul;
};

/// A byte that may end a segment, and how many separators stand before it.
struct CorridorHL7v2Terminator {
    uint32_t offset;
    uint32_t separators;
};

/// Counts separators and terminators from offset `from` on, so that the caller can allocate exactly.
struct CorridorHL7v2Census corridor_hl7v2_census(const uint8_t *bytes, size_t from, size_t length,
                                                  uint8_t separator);

/// Writes every separator's and every terminator's offset; both arrays have the size that the census counted.
void corridor_hl7v2_index(const uint8_t *bytes, size_t from, size_t length, uint8_t separator,
                          uint32_t *separators, struct CorridorHL7v2Terminator *terminators);

/// The index of the first byte equal to `value`, or `length` when there is none.
static inline size_t corridor_find_byte(const uint8_t *bytes, size_t length, uint8_t value) {
    const uint8_t *found = (const uint8_t *)memchr(bytes, value, length);
    return found ? (size_t)(found - bytes) : length;
}
