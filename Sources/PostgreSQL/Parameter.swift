// A bound value in PostgreSQL's binary form. Values are only ever bound, never written into a statement.

/// A bound value.
public struct Parameter: Sendable {
    /// The object id of the type.
    let type: UInt32
    /// The binary form; nil for null.
    let bytes: [UInt8]?

    private init(type: UInt32, bytes: [UInt8]?) {
        self.type = type
        self.bytes = bytes
    }

    /// An `int2`.
    public static func int16(_ value: Int16?) -> Parameter { integer(value, type: 21) }

    /// An `int4`.
    public static func int32(_ value: Int32?) -> Parameter { integer(value, type: 23) }

    /// An `int8`.
    public static func int64(_ value: Int64?) -> Parameter { integer(value, type: 20) }

    /// A `text`; every NUL in it becomes U+FFFD, because PostgreSQL takes none.
    public static func text(_ value: String?) -> Parameter {
        Parameter(type: 25, bytes: value.map { Array(Sanitised.text($0).utf8) })
    }

    /// A `bytea`.
    public static func bytes(_ value: [UInt8]?) -> Parameter { Parameter(type: 17, bytes: value) }

    /// A `timestamptz`, given as milliseconds since 1970.
    public static func moment(_ millisecondsSince1970: Int64?) -> Parameter {
        integer(
            millisecondsSince1970.map { Timestamp.microsecondsSince2000(millisecondsSince1970: $0) },
            type: 1_184
        )
    }

    /// An array.
    public static func array(_ value: consuming BinaryArray) -> Parameter {
        let type = value.element.arrayType
        return Parameter(type: type, bytes: value.encoded())
    }

    /// An `int8[]`.
    public static func int64s(_ values: some Sequence<Int64>) -> Parameter {
        var array = BinaryArray(of: .int64)
        for value in values { array.append(value) }
        return .array(array)
    }

    /// An `int4[]`.
    public static func int32s(_ values: some Sequence<Int32>) -> Parameter {
        var array = BinaryArray(of: .int32)
        for value in values { array.append(value) }
        return .array(array)
    }

    /// An `int2[]`.
    public static func int16s(_ values: some Sequence<Int16>) -> Parameter {
        var array = BinaryArray(of: .int16)
        for value in values { array.append(value) }
        return .array(array)
    }

    private static func integer<Integer: FixedWidthInteger>(_ value: Integer?, type: UInt32) -> Parameter {
        Parameter(
            type: type,
            bytes: value.map { value in withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        )
    }
}

/// Text that PostgreSQL can take.
public enum Sanitised {
    /// The text with every NUL replaced by U+FFFD.
    public static func text(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
    }

    /// The text cut between characters to `limit` bytes of UTF-8, and then every NUL replaced.
    public static func text(_ text: String, limit: Int) -> String {
        guard text.utf8.count > limit else { return Sanitised.text(text) }
        var cut = ""
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > limit { break }
            cut.unicodeScalars.append(scalar)
        }
        return Sanitised.text(cut)
    }
}
