// Conversion between character sets by the system's iconv.
//
// iconv's handle is a pointer that fails as -1 and its input is not const, which Swift cannot say well.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Why a conversion stopped.
enum CorridorConversionEnd {
    /// All of the input is converted.
    CorridorConversionDone = 0,
    /// The output is full; the rest can follow.
    CorridorConversionFull = 1,
    /// What stands at the end of what was consumed is no character of the one set or the other.
    CorridorConversionInvalid = 2,
};

/// What one call has done.
struct CorridorConversion {
    size_t consumed;
    size_t written;
    enum CorridorConversionEnd end;
};

/// A converter, or NULL where the system does not know one of the names.
void *corridor_converter_open(const char *to, const char *from);

/// Ends a converter.
void corridor_converter_close(void *converter);

/// Converts as much as there is room for; a character that is cut at the end counts as invalid.
struct CorridorConversion corridor_convert(void *converter, const uint8_t *input, size_t length, uint8_t *output,
                                           size_t capacity);
