// zlib for Swift: what is a macro there is a function here.
#pragma once
#include <zlib.h>

/// Begins to decompress gzip (RFC 1952) and nothing else.
static inline int corridor_gunzip_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
