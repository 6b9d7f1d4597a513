// Swift values as the pointer arrays that libpq takes. The pointers live as long as the closure runs.

import Glibc

/// Swift strings as a NULL-terminated array of C strings.
enum CStrings {
    static func with<Result>(
        _ strings: [String],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }
}

/// Bound values as libpq's three parallel arrays.
enum ParameterPointers {
    static func with<Result>(
        _ parameters: [Parameter],
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        let lengths = parameters.map { Int32(clamping: $0.bytes?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: parameters.count)
        var values: [UnsafePointer<CChar>?] = []
        values.reserveCapacity(parameters.count)
        return collect(parameters[...], &values) { values in body(values, lengths, formats) }
    }

    /// Nests one `withUnsafeBytes` a parameter, so that no value is copied and no pointer escapes.
    private static func collect<Result>(
        _ rest: ArraySlice<Parameter>,
        _ values: inout [UnsafePointer<CChar>?],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        guard let first = rest.first else { return body(values) }
        guard let bytes = first.bytes else {
            values.append(nil)
            return collect(rest.dropFirst(), &values, body)
        }
        if bytes.isEmpty {
            // A null pointer would mean null; any address does for no bytes.
            return "".withCString { empty in
                values.append(empty)
                return collect(rest.dropFirst(), &values, body)
            }
        }
        return bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                values.append(characters.baseAddress)
                return collect(rest.dropFirst(), &values, body)
            }
        }
    }
}
