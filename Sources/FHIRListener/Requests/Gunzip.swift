// Bodies that come with `Content-Encoding: gzip`, by zlib.
//
// What comes out is bounded by the limit of bodies, so a small body cannot become a large one. One member only: what
// follows it is refused.

import CLibZ

/// Decompresses bodies.
enum Gunzip {
    /// Bytes that are made at a time.
    private static let stepBytes = 64 << 10

    /// Decompresses a whole body.
    ///
    /// - Throws: 400 for what is not gzip, 413 beyond the limit.
    static func decompress(_ bytes: [UInt8], limit: Int) throws(Problem) -> [UInt8] {
        guard let output = decompressed(bytes, limit: limit) else {
            throw .invalid("The body is not gzip as it says.")
        }
        guard output.count <= limit else { throw .tooLarge(limit: limit) }
        return output
    }

    /// - Returns: at most one step more than the limit; `nil` for what is not gzip to its end.
    private static func decompressed(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard corridor_gunzip_begin(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var input = bytes
        // Unsafe memory: zlib reads and writes through pointers, which are valid within the closures alone.
        return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            while output.count <= limit {
                var status = Z_OK
                let step = [UInt8](unsafeUninitializedCapacity: stepBytes) { target, count in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(stepBytes)
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = stepBytes - Int(stream.avail_out)
                }
                output += step
                if status == Z_STREAM_END { return stream.avail_in == 0 ? output : nil }
                // Without progress the body is cut.
                guard status == Z_OK, !step.isEmpty || stream.avail_in > 0 else { return nil }
            }
            return output
        }
    }
}
