// The system's iconv, for the sets whose tables are too large to carry along.
//
// A converter is opened for each use: nothing is shared between threads, and one use reads a whole message.

import CSupport

/// A conversion between two sets by their names in the system.
struct SystemConverter: ~Copyable {
    // Unsafe memory: iconv's handle, which this value alone holds and closes.
    private let handle: UnsafeMutableRawPointer

    /// `nil` where the system does not know one of the names.
    init?(from source: String, to target: String) {
        guard let handle = corridor_converter_open(target, source) else { return nil }
        self.handle = handle
    }

    deinit { corridor_converter_close(handle) }

    /// Converts bytes; time is linear in them.
    ///
    /// - Parameters:
    ///   - bytes: what is converted.
    ///   - output: gets the converted bytes.
    ///   - invalid: told the offset of what cannot be converted; writes what stands for it and returns how many
    ///     bytes it stood for, at least one.
    func convert(
        _ bytes: ArraySlice<UInt8>,
        into output: inout [UInt8],
        invalid: (_ offset: Int, _ output: inout [UInt8]) -> Int
    ) {
        output.reserveCapacity(output.count + bytes.count)
        // Unsafe memory: C reads the slice and writes the buffer, each no further than the sizes given.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.bufferSize) { buffer in
            var offset = bytes.startIndex
            while offset < bytes.endIndex {
                let result = bytes[offset...].withUnsafeBufferPointer {
                    corridor_convert(handle, $0.baseAddress, $0.count, buffer.baseAddress, buffer.count)
                }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<result.written]))
                offset += result.consumed
                if result.end == CorridorConversionInvalid, offset < bytes.endIndex {
                    offset += max(1, invalid(offset, &output))
                } else if result.end != CorridorConversionFull {
                    return
                }
            }
        }
    }

    private static let bufferSize = 4096
}
