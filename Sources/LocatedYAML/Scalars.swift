// Scalars that got a type from their place: durations, sizes, and values that remember where they stood.

/// A value together with the place it was read from.
public struct Located<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// Where it stands.
    public let location: SourceLocation

    /// Pairs a value with its place.
    public init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

extension Duration {
    /// Reads `250ms`, `30s`, `5m`, `2h` or `3d`: digits and one unit, nothing else.
    ///
    /// - Returns: `nil` for any other text, and above ten thousand days.
    public init?(configured text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count <= 864_000_000_000 else { return nil }
        switch text[digits.endIndex...] {
        case "ms": self = .milliseconds(count)
        case "s": self = .seconds(count)
        case "m": self = .seconds(count * 60)
        case "h": self = .seconds(count * 3600)
        case "d": self = .seconds(count * 86400)
        default: return nil
        }
        guard self <= .seconds(864_000_000) else { return nil }
    }
}

/// Sizes as configuration writes them.
public enum ByteCount {
    /// Reads `512`, `512B`, `64KB`, `16MB` or `1GB`, in powers of 1,024.
    ///
    /// - Returns: the bytes; `nil` for any other text, and above a terabyte.
    public static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), count <= 1 << 40 else { return nil }
        let factor: Int
        switch text[digits.endIndex...] {
        case "", "B": factor = 1
        case "KB": factor = 1 << 10
        case "MB": factor = 1 << 20
        case "GB": factor = 1 << 30
        default: return nil
        }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow || bytes > 1 << 40 ? nil : bytes
    }
}
