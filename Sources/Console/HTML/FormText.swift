// `application/x-www-form-urlencoded`: what forms send and what stands behind the question mark of an address.
// Names may repeat; what is not UTF-8 after decoding is repaired, not refused (WHATWG URL §5).

/// The fields of a form or a query, in order.
struct FormText: Sendable {
    /// Fields beyond this are not read: room for the deliveries of one action and what goes with them.
    static let fieldLimit = 1_024

    private let fields: [(name: String, value: String)]

    /// Takes a body or a query apart.
    init(_ text: some StringProtocol) {
        fields = text.utf8.split(separator: UInt8(ascii: "&"), maxSplits: Self.fieldLimit)
            .prefix(Self.fieldLimit)
            .map { field in
                let sides = field.split(
                    separator: UInt8(ascii: "="),
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                return (Self.decode(sides[0]), sides.count > 1 ? Self.decode(sides[1]) : "")
            }
    }

    /// The first value of a field that is not empty, without blanks around it.
    func value(_ name: String, limit: Int) -> String? {
        for field in fields where field.name == name {
            let value = field.value.split(whereSeparator: \.isNewline).joined(separator: " ")
            let trimmed = value.drop { $0.isWhitespace }.prefix(limit)
            guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            return String(trimmed[...last])
        }
        return nil
    }

    /// All values of a field.
    func values(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// A value as it may stand in a path or a query; letters, digits and `-._~` stay as they are.
    static func encode(_ value: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One segment of a path: as in a form, but a plus sign is a plus sign.
    static func decodePath(_ segment: String) -> String {
        decode(segment.utf8, plus: UInt8(ascii: "+"))
    }

    /// Decodes `%41`; a percent sign without two digits stands for itself, and a plus sign for `plus`.
    private static func decode(
        _ text: some Sequence<UInt8>,
        plus: UInt8 = UInt8(ascii: " ")
    ) -> String {
        let bytes = Array(text)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index] == UInt8(ascii: "+") ? plus : bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
