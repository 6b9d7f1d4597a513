// From received bytes to everything that must be durable before the sender is answered.
//
// Pure: no I/O and no clock but the moment of receipt, so the same bytes under the same site give the same
// deliveries, and any payload can be rendered again later (see `render`).

import Foundation
import HL7v2
import LocatedYAML

/// Judges the messages of one listener.
public struct Intake: Sendable {
    /// The listener.
    public let listener: Listener
    /// How it takes messages.
    public let reception: MLLPReception
    let site: Site
    private let router: Router
    private let limits: MessageLimits
    /// `nil` where nothing is checked.
    private let checker: ConformanceChecker?
    let zone: TimeZone
    /// The destinations whose receivers may tell later what became of a message, as indices into the site's.
    public let answeringDestinations: [Int]

    /// Prepares the intake of a listener of this site; `nil` where HL7 v2 does not come in there.
    public init?(site: Site, listener: Listener) {
        guard let reception = listener.mllp else { return nil }
        self.reception = reception
        self.site = site
        self.listener = listener
        router = site.router(for: listener)
        let profile = reception.profile.flatMap { site.profiles.profile(named: $0.value) }
        checker = reception.validation == .off ? nil : ConformanceChecker(profile: profile ?? .standard)
        // A joined message may be larger than any frame; frames have their limit where they are read.
        answeringDestinations = site.destinations.indices.filter { site.destinations[$0].mllp != nil }
        limits = MessageLimits(bytes: max(reception.frameLimit, ExchangeMemory.maximumBytes))
        // Names were checked when the site was read.
        zone = TimeZone(identifier: listener.timeZone ?? site.settings.timeZone) ?? .gmt
    }

    /// Looks at a frame: one message, which is judged, or several.
    ///
    /// - Parameters:
    ///   - bytes: the frame's content, exactly as received.
    ///   - acceptedAt: milliseconds since 1970 UTC; the only clock that a map can read.
    /// - Returns: the message's judgment, or the messages to be judged one by one.
    public func read(_ bytes: [UInt8], acceptedAt: Int64) -> Reading {
        do {
            let message = try message(bytes)
            if message.hasSecondHeader { return .batch(try Batch(bytes)) }
            return .message(judge(message, acceptedAt: acceptedAt))
        } catch .batch {
            do {
                return .batch(try Batch(bytes))
            } catch {
                return .message(.judged(.refused(unreadable: error, acceptedAt: acceptedAt)))
            }
        } catch {
            return .message(.judged(.refused(unreadable: error, acceptedAt: acceptedAt)))
        }
    }

    /// Judges one message: readable or not, where to, and in which bytes.
    ///
    /// - Parameters:
    ///   - bytes: the message, exactly as received; whatever follows a second header belongs to it.
    ///   - acceptedAt: milliseconds since 1970 UTC.
    /// - Returns: what becomes of it, as far as the message decides that.
    public func judge(_ bytes: [UInt8], acceptedAt: Int64) -> MessageReading {
        do {
            return judge(try message(bytes), acceptedAt: acceptedAt)
        } catch {
            return .judged(.refused(unreadable: error, acceptedAt: acceptedAt))
        }
    }

    private func judge(_ message: HL7v2.Message, acceptedAt: Int64) -> MessageReading {
        if remembers(message) { return .exchange(message) }
        let header = message.header
        let judgment = judge(message, header, acceptedAt: acceptedAt)
        return .judged(judgment.answering(message, header, acceptedAt: acceptedAt))
    }

    /// Reads a message as this listener reads them.
    func message(_ bytes: [UInt8]) throws(ParseError) -> HL7v2.Message {
        try HL7v2.Message(bytes, limits: limits, characters: reception.characters)
    }

    /// Judges a message by itself; nobody is answered yet.
    func judge(_ message: HL7v2.Message, _ header: MessageHeader, acceptedAt: Int64) -> Judgment {
        if let taken = reception.processingIDs, !taken.contains(header.processingID) {
            return .refused(processingIDOf: header)
        }
        let report = checker?.check(message)
        if reception.validation == .reject, let report, !report.errors.isEmpty {
            return .refused(header, nonconforming: report)
        }
        let decision = router.decide(message) { bytes throws(ParseError) in try self.message(bytes) }
        let planned = decision.routes.flatMap {
            plan($0, parts: decision.parts[$0], for: message, acceptedAt: acceptedAt)
        }
        if reception.onMapError == .refuse, let failed = planned.first(where: { $0.payload.problems != nil })
        {
            return .refused(header, unmappable: failed.payload.problems ?? [])
        }
        let acknowledged = AcknowledgedMessage(message)
        let status: Judgment.Status =
            if !decision.routes.isEmpty { .accepted } else if let reason = decision.dropReason {
                .filtered(reason: reason)
            } else if acknowledged != nil { .filtered(reason: "acknowledges a message sent before") } else {
                .unrouted
            }
        var judgment = Judgment.accepted(
            header,
            status: status,
            deliveries: planned,
            note: note(report, planned, unroutedParts: decision.unroutedParts)
        )
        judgment.isNonconforming = report?.errors.isEmpty == false
        judgment.acknowledges = acknowledged
        return judgment
    }

    /// What an analyst should know of a message that is taken.
    private func note(
        _ report: ConformanceReport?,
        _ planned: [Judgment.Delivery],
        unroutedParts: Int
    ) -> String? {
        let unsaid = planned.filter { $0.substitutions > 0 }.map { delivery in
            let name = site.destinations[delivery.destination].name
            let count =
                delivery.substitutions == 1 ? "1 character is" : "\(delivery.substitutions) characters are"
            return "\(count) not in the character set of `\(name)`"
        }
        var notes = [report?.note].compactMap(\.self) + unsaid + editNotes(planned)
        if unroutedParts > 0 {
            notes.append(
                "\(unroutedParts) of its parts \(unroutedParts == 1 ? "was" : "were") taken by no route"
            )
        }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    /// The lanes, sorted, each once.
    func keys(for destination: Destination, of message: HL7v2.Message) -> [LaneKey] {
        LaneKey.sorted(lanes(for: destination, of: message))
    }

    /// The lanes of a message's deliveries to a destination.
    func lanes(for destination: Destination, of message: HL7v2.Message) -> Set<LaneName> {
        switch destination.order {
        case .none: []
        case .listener: [LaneName(.listener, listener.name)]
        case .patient: LaneName.patients(of: message, listener: listener.name)
        case .expression(let key): key.lanes(of: message)
        }
    }
}
