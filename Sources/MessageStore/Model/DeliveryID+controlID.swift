// A delivery's number as a message control ID, for destinations that are sent one of our own, and back.

extension DeliveryID {
    /// The delivery as a message control ID: 20 letters and digits, the length that HL7 v2 before 2.7 allows.
    ///
    /// 13 of them are the message, 4 the route and 3 the part: more than 2^20 routes would share numbers.
    public var controlID: [UInt8] {
        Self.digits(UInt64(bitPattern: message.rawValue), count: 13)
            + Self.digits(UInt64(UInt32(bitPattern: route.rawValue)), count: 4)
            + Self.digits(UInt64(UInt16(bitPattern: part)), count: 3)
    }

    /// Reads a message control ID that may be a delivery's; `nil` for any other.
    public init?(controlID: String) {
        let digits = controlID.utf8.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard digits.count == 20, controlID.utf8.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> UInt64 { digits[range].reduce(0) { $0 &<< 5 | UInt64($1) } }
        let part = number(17..<20)
        guard digits[0] < 8, part <= UInt64(UInt16.max) else { return nil }
        self.init(
            message: MessageID(rawValue: Int64(bitPattern: number(0..<13))),
            route: RouteID(rawValue: Int32(truncatingIfNeeded: number(13..<17))),
            part: Int16(bitPattern: UInt16(part))
        )
    }

    /// Crockford's digits: nothing that people confuse.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func digits(_ number: UInt64, count: Int) -> [UInt8] {
        (0..<count).reversed().map { alphabet[Int(number >> UInt64($0 * 5) & 31)] }
    }
}
