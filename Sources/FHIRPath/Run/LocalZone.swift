// Which offset a local time without one has: the sender's by MSH-7, else the listener's zone.

public import Foundation
public import HL7v2

/// The rule for timestamps that were sent without an offset (HL7 v2.9 §2.A DTM, MSH-7).
public struct LocalZone: Hashable, Sendable {
    /// The listener's zone.
    public let zone: TimeZone
    /// The offset in minutes that the message's header states.
    let stated: Int?

    /// The rule for one message.
    public init(listener zone: TimeZone, message: Message) {
        self.zone = zone
        stated = message.field(7, ofSegment: 0).flatMap { field in
            let bytes = Array(message.text(field).utf8)
            return Timestamp(bytes.span)?.offset
        }
    }

    /// The offset of a local time in minutes.
    func offset(at local: Timestamp) -> Int {
        if let stated { return stated }
        let seconds = local.daysSince1970 * 86400 + (local.hour ?? 0) * 3600 + (local.minute ?? 0) * 60
        // The zone answers for instants; a local time's instant is found by trying its own answer once.
        let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let instant = Date(timeIntervalSince1970: Double(seconds - guess))
        return zone.secondsFromGMT(for: instant) / 60
    }
}
