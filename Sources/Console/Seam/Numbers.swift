// The numbers of messages and deliveries as the console reads them from addresses and forms.
// Only digits and dots get in, so that a number can stand in a page, an address or a file name as it is.

/// The number of a stored message in decimal; JSON carries it as text, because JavaScript rounds large integers.
public struct MessageNumber: Hashable, Sendable, Codable, LosslessStringConvertible {
    /// The number in decimal.
    public let description: String

    /// Reads a decimal number of at most 19 digits; anything else is nil.
    public init?(_ description: String) {
        guard isDecimal(description.utf8), description.utf8.count <= 19 else { return nil }
        self.description = description
    }

    /// Takes a number as it is.
    public init(_ number: UInt64) {
        description = String(number)
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try decodeNumber(from: decoder)
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The number of a delivery, `message.route.part` in decimal: what receivers see as `Idempotency-Key`.
public struct DeliveryNumber: Hashable, Sendable, Codable, LosslessStringConvertible {
    /// `message.route.part`.
    public let description: String

    /// Reads three decimal numbers joined by dots; anything else is nil.
    public init?(_ description: String) {
        let pieces = description.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces.allSatisfy({ isDecimal($0) }), description.utf8.count <= 40 else {
            return nil
        }
        self.description = description
    }

    /// Joins the three numbers.
    public init(message: MessageNumber, route: UInt32, part: UInt16) {
        description = "\(message.description).\(route).\(part)"
    }

    /// The message that is delivered.
    public var message: MessageNumber? {
        MessageNumber(String(description.prefix { $0 != "." }))
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try decodeNumber(from: decoder)
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

private func isDecimal(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
}

private func decodeNumber<Number: LosslessStringConvertible>(from decoder: any Decoder) throws -> Number {
    let container = try decoder.singleValueContainer()
    guard let number = Number(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number of this kind")
    }
    return number
}
