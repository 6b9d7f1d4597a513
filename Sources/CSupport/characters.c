#include "characters.h"
#include <errno.h>
#include <iconv.h>

void *corridor_converter_open(const char *to, const char *from) {
    iconv_t converter = iconv_open(to, from);
    return converter == (iconv_t)-1 ? NULL : (void *)converter;
}

void corridor_converter_close(void *converter) { iconv_close((iconv_t)converter); }

struct CorridorConversion corridor_convert(void *converter, const uint8_t *input, size_t length, uint8_t *output,
                                           size_t capacity) {
    char *in = (char *)input;
    char *out = (char *)output;
    size_t in_left = length;
    size_t out_left = capacity;
    struct CorridorConversion result = {0};
    if (iconv((iconv_t)converter, &in, &in_left, &out, &out_left) == (size_t)-1) {
        result.end = errno == E2BIG ? CorridorConversionFull : CorridorConversionInvalid;
    }
    result.consumed = length - in_left;
    result.written = capacity - out_left;
    if (result.end == CorridorConversionInvalid) {
        // Forgets what a cut character may have left behind.
        iconv((iconv_t)converter, NULL, NULL, NULL, NULL);
    }
    return result;
}
