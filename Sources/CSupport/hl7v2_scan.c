// One pass over HL7 v2 bytes for separators and terminators, sixteen bytes a step where SSE2 is there.
//
// Measured on 1.9 KB: 290-480 ns against 570-830 ns for the same pass in Swift, and several GB/s over the
// long base64 values that carry documents.
#include "hl7v2_scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(__SSE2__)
static inline size_t sum(__m128i halves) {
    uint64_t parts[2];
    _mm_storeu_si128((__m128i *)parts, halves);
    return (size_t)(parts[0] + parts[1]);
}
#endif

static inline bool ends_segment(uint8_t byte) { return byte == '\r' || byte == '\n'; }

struct CorridorHL7v2Census corridor_hl7v2_census(const uint8_t *bytes, size_t from, size_t length,
                                                  uint8_t separator) {
    struct CorridorHL7v2Census census = {0};
    size_t at = from;
#if defined(__SSE2__)
    const __m128i separators = _mm_set1_epi8((char)separator);
    const __m128i returns = _mm_set1_epi8('\r');
    const __m128i feeds = _mm_set1_epi8('\n');
    __m128i all = _mm_setzero_si128();
    __m128i zeros = _mm_setzero_si128();
    __m128i any_return = _mm_setzero_si128();
    __m128i separator_sums = _mm_setzero_si128();
    __m128i terminator_sums = _mm_setzero_si128();
    while (at + 16 <= length) {
        // Counts grow by one a block in sixteen bytes, which hold 255 blocks before they must be added up.
        __m128i separator_counts = _mm_setzero_si128();
        __m128i terminator_counts = _mm_setzero_si128();
        for (int blocks = 0; blocks < 255 && at + 16 <= length; blocks++, at += 16) {
            const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
            const __m128i is_return = _mm_cmpeq_epi8(block, returns);
            const __m128i is_end = _mm_or_si128(is_return, _mm_cmpeq_epi8(block, feeds));
            all = _mm_or_si128(all, block);
            zeros = _mm_or_si128(zeros, _mm_cmpeq_epi8(block, _mm_setzero_si128()));
            any_return = _mm_or_si128(any_return, is_return);
            separator_counts = _mm_sub_epi8(separator_counts, _mm_cmpeq_epi8(block, separators));
            terminator_counts = _mm_sub_epi8(terminator_counts, is_end);
        }
        const __m128i zero = _mm_setzero_si128();
        separator_sums = _mm_add_epi64(separator_sums, _mm_sad_epu8(separator_counts, zero));
        terminator_sums = _mm_add_epi64(terminator_sums, _mm_sad_epu8(terminator_counts, zero));
    }
    census.separators = sum(separator_sums);
    census.terminators = sum(terminator_sums);
    uint8_t lanes[16];
    _mm_storeu_si128((__m128i *)lanes, all);
    for (int lane = 0; lane < 16; lane++) {
        census.seen |= lanes[lane];
    }
    census.nul = _mm_movemask_epi8(zeros) != 0;
    census.carriage_return = _mm_movemask_epi8(any_return) != 0;
#endif
    for (; at < length; at++) {
        const uint8_t byte = bytes[at];
        census.separators += byte == separator;
        census.terminators += ends_segment(byte);
        census.seen |= byte;
        census.carriage_return |= byte == '\r';
        census.nul |= byte == 0;
    }
    return census;
}

void corridor_hl7v2_index(const uint8_t *bytes, size_t from, size_t length, uint8_t separator,
                          uint32_t *separators, struct CorridorHL7v2Terminator *terminators) {
    size_t found = 0;
    size_t ended = 0;
    size_t at = from;
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi8((char)separator);
    const __m128i returns = _mm_set1_epi8('\r');
    const __m128i feeds = _mm_set1_epi8('\n');
    for (; at + 16 <= length; at += 16) {
        const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
        unsigned here = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, wanted));
        unsigned ends = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(block, returns), _mm_cmpeq_epi8(block, feeds)));
        while (ends) {
            const unsigned end = (unsigned)__builtin_ctz(ends);
            for (unsigned before = here & ((1u << end) - 1); before; before &= before - 1) {
                separators[found++] = (uint32_t)(at + (size_t)__builtin_ctz(before));
            }
            here &= ~((1u << end) - 1);
            terminators[ended++] = (struct CorridorHL7v2Terminator){(uint32_t)(at + end), (uint32_t)found};
            ends &= ends - 1;
        }
        for (; here; here &= here - 1) {
            separators[found++] = (uint32_t)(at + (size_t)__builtin_ctz(here));
        }
    }
#endif
    for (; at < length; at++) {
        if (bytes[at] == separator) {
            separators[found++] = (uint32_t)at;
        } else if (ends_segment(bytes[at])) {
            terminators[ended++] = (struct CorridorHL7v2Terminator){(uint32_t)at, (uint32_t)found};
        }
    }
}
