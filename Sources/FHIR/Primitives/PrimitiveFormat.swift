// How the text of each primitive type must look, checked by hand-written matchers over bytes.
//
// They follow the regular expressions of FHIR R4 ("Data Types") with three readings: whitespace is ASCII's,
// integers fit 32 bits, and control characters that XML cannot carry are refused in every text. Calendar
// sense (31 February) is not checked, as those expressions do not.

/// The format of a primitive's text.
public enum PrimitiveFormat: UInt8, Sendable, CaseIterable {
    case base64Binary, boolean, canonical, code, date, dateTime, decimal, id, instant, integer, integer64
    case markdown, oid, positiveInt, string, time, unsignedInt, uri, url, uuid, xhtml

    /// How JSON writes a value.
    public enum JSONKind: Sendable {
        case string, number, boolean
    }

    /// The format of a primitive type by its name; `nil` if there is no such primitive.
    public init?(typeName: String) {
        let match = Self.allCases.first { "\($0)" == typeName }
        guard let match else { return nil }
        self = match
    }

    /// How JSON writes a value of the type.
    public var jsonKind: JSONKind {
        switch self {
        case .boolean: .boolean
        case .decimal, .integer, .positiveInt, .unsignedInt: .number
        default: .string
        }
    }

    /// Whether a text is a value of the type.
    public func accepts(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return accepts(bytes.span, 0..<bytes.count)
    }

    /// Whether every value of the type stands in JSON without escapes.
    var isAlwaysPlain: Bool {
        switch self {
        case .string, .markdown, .xhtml, .code, .uri, .url, .canonical: false
        default: true
        }
    }

    /// Whether the bytes are a value of the type, when it is known whether JSON needs no escapes for them.
    ///
    /// A plain text has no control characters, and nothing else is asked of the longest texts there are.
    @inline(__always)
    func accepts(_ bytes: Span<UInt8>, _ range: Range<Int>, isPlain: Bool) -> Bool {
        switch self {
        case .string, .markdown, .xhtml: isPlain ? !range.isEmpty : accepts(bytes, range)
        default: accepts(bytes, range)
        }
    }

    /// Whether the bytes at `range`, which are UTF-8, are a value of the type.
    public func accepts(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch self {
        case .string, .markdown, .xhtml: TextFormat.isText(bytes, range)
        case .code: TextFormat.isCode(bytes, range)
        case .uri, .url, .canonical: TextFormat.hasNoSpace(bytes, range)
        case .id: TextFormat.isIdentifier(bytes, range)
        case .oid: TextFormat.isOID(bytes, range)
        case .uuid: TextFormat.isUUID(bytes, range)
        case .base64Binary: TextFormat.isBase64(bytes, range)
        case .boolean: NumberFormat.isBoolean(bytes, range)
        case .decimal: NumberFormat.isDecimal(bytes, range)
        case .integer: NumberFormat.isInteger(bytes, range, in: -0x8000_0000...0x7fff_ffff)
        case .integer64: NumberFormat.isInteger(bytes, range, in: Int.min...Int.max)
        case .positiveInt: NumberFormat.isInteger(bytes, range, in: 1...0x7fff_ffff)
        case .unsignedInt: NumberFormat.isInteger(bytes, range, in: 0...0x7fff_ffff)
        case .date: DateFormat.isDate(bytes, range)
        case .dateTime: DateFormat.isDateTime(bytes, range)
        case .instant: DateFormat.isInstant(bytes, range)
        case .time: DateFormat.isTime(bytes, range)
        }
    }
}
