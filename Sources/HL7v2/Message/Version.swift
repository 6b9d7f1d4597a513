// The versions of HL7 v2 that the definitions know, in order.

/// A version of HL7 v2.
public enum Version: UInt8, Sendable, CaseIterable, Comparable {
    /// Version 2.1, of 1990.
    case v2_1
    /// Version 2.2.
    case v2_2
    /// Version 2.3.
    case v2_3
    /// Version 2.3.1.
    case v2_3_1
    /// Version 2.4.
    case v2_4
    /// Version 2.5.
    case v2_5
    /// Version 2.5.1.
    case v2_5_1
    /// Version 2.6.
    case v2_6
    /// Version 2.7.
    case v2_7
    /// Version 2.7.1.
    case v2_7_1
    /// Version 2.8.
    case v2_8
    /// Version 2.8.1.
    case v2_8_1
    /// Version 2.8.2.
    case v2_8_2

    /// The newest version that the definitions know.
    public static let newest = v2_8_2

    /// The version of exactly this text, such as `2.5.1`; `nil` where there is none.
    public init?(exactly text: String) {
        guard let version = Self.allCases.first(where: { $0.text == text }) else { return nil }
        self = version
    }

    /// Reads MSH-12.1; later versions than are known count as the newest.
    ///
    /// - Returns: `nil` for anything that is not a version.
    public init?(_ text: some StringProtocol) {
        let trimmed = String(text.drop { $0 == " " }.prefix { $0 != " " })
        if let known = Self.allCases.first(where: { $0.text == trimmed }) {
            self = known
        } else if trimmed == "2.9" || trimmed == "2.9.1" {
            self = .newest
        } else {
            return nil
        }
    }

    /// The version as MSH-12 writes it.
    public var text: String {
        switch self {
        case .v2_1: "2.1"
        case .v2_2: "2.2"
        case .v2_3: "2.3"
        case .v2_3_1: "2.3.1"
        case .v2_4: "2.4"
        case .v2_5: "2.5"
        case .v2_5_1: "2.5.1"
        case .v2_6: "2.6"
        case .v2_7: "2.7"
        case .v2_7_1: "2.7.1"
        case .v2_8: "2.8"
        case .v2_8_1: "2.8.1"
        case .v2_8_2: "2.8.2"
        }
    }

    /// The order in which the versions appeared.
    public static func < (left: Version, right: Version) -> Bool { left.rawValue < right.rawValue }
}

extension Version: CustomStringConvertible {
    /// The version as MSH-12 writes it.
    public var description: String { text }
}
