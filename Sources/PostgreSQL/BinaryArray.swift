// An array parameter in PostgreSQL's binary form, grown element by element in its final layout.
// One dimension, lower bound 1: flags, element type, count, then length and bytes of each, big endian.

/// An array parameter; appending writes the bytes that go to the server.
public struct BinaryArray: Sendable {
    /// What the array holds.
    public enum Element: UInt32, Hashable, Sendable {
        /// `bytea`.
        case bytes = 17
        /// `int8`.
        case int64 = 20
        /// `int2`.
        case int16 = 21
        /// `int4`.
        case int32 = 23
        /// `text`.
        case text = 25
        /// `timestamptz`.
        case timestamp = 1_184

        /// The object id of the array type.
        var arrayType: UInt32 {
            switch self {
            case .bytes: 1_001
            case .int64: 1_016
            case .int16: 1_005
            case .int32: 1_007
            case .text: 1_009
            case .timestamp: 1_185
            }
        }
    }

    /// What the array holds.
    public let element: Element
    /// How many elements have been appended.
    public private(set) var count = 0
    private var hasNull = false
    private var storage: [UInt8]

    private static let headerBytes = 20

    /// An empty array with room for `capacity` bytes.
    public init(of element: Element, capacity: Int = 0) {
        self.element = element
        storage = []
        storage.reserveCapacity(Self.headerBytes + capacity)
        storage.append(contentsOf: repeatElement(0, count: Self.headerBytes))
    }

    /// The bytes held, header included.
    public var byteCount: Int { storage.count }

    /// Appends an `int2`.
    public mutating func append(_ value: Int16) {
        appendInteger(Int32(2))
        appendInteger(value)
        count += 1
    }

    /// Appends an `int4`.
    public mutating func append(_ value: Int32) {
        appendInteger(Int32(4))
        appendInteger(value)
        count += 1
    }

    /// Appends an `int8`.
    public mutating func append(_ value: Int64) {
        appendInteger(Int32(8))
        appendInteger(value)
        count += 1
    }

    /// Appends a moment, given as milliseconds since 1970.
    public mutating func append(millisecondsSince1970 value: Int64) {
        append(Timestamp.microsecondsSince2000(millisecondsSince1970: value))
    }

    /// Appends a `bytea`.
    public mutating func append(_ bytes: [UInt8]) {
        appendInteger(Int32(bytes.count))
        storage.append(contentsOf: bytes)
        count += 1
    }

    /// Appends a text; it must not hold a NUL, see `Sanitised`.
    public mutating func append(_ text: String) {
        let utf8 = text.utf8
        appendInteger(Int32(utf8.count))
        storage.append(contentsOf: utf8)
        count += 1
    }

    /// Appends a null.
    public mutating func appendNull() {
        appendInteger(Int32(-1))
        hasNull = true
        count += 1
    }

    /// The finished bytes: the header is filled in and the storage handed over without a copy.
    consuming func encoded() -> [UInt8] {
        let header: [Int32] = [1, hasNull ? 1 : 0, Int32(bitPattern: element.rawValue), Int32(count), 1]
        for (index, word) in header.enumerated() {
            for shift in 0..<4 {
                storage[index * 4 + shift] = UInt8(truncatingIfNeeded: word >> (24 - shift * 8))
            }
        }
        return storage
    }

    private mutating func appendInteger<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { storage.append(contentsOf: $0) }
    }
}
