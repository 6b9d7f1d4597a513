// The store's views as the console shows them.

import Console
import MessageStore

extension MessageNumber {
    /// The console's form of an id; ids are never negative.
    init(_ id: MessageID) { self.init(UInt64(clamping: id.rawValue)) }

    /// The store's form.
    var id: MessageID? { MessageID(description) }
}

extension DeliveryNumber {
    /// The console's form of an id; its parts are never negative.
    init(_ id: DeliveryID) {
        self.init(
            message: MessageNumber(id.message),
            route: UInt32(clamping: id.route.rawValue),
            part: UInt16(clamping: id.part)
        )
    }

    /// The store's form.
    var id: DeliveryID? { DeliveryID(description) }
}

extension MessageRow {
    init(_ summary: MessageSummary, names: Names) {
        self.init(
            number: MessageNumber(summary.id),
            receivedAt: Moment(milliseconds: summary.receivedAt),
            feed: names.feed(summary.feed),
            status: Status(summary.status),
            type: summary.type,
            bytes: summary.payloadBytes
        )
        controlID = summary.controlID
        sender = summary.sender
        refusal = summary.refusal
        deliveries = summary.deliveries.map { DeliveryRow($0, names: names) }
    }
}

extension MessageRow.Status {
    init(_ status: MessageStatus) {
        self =
            switch status {
            case .accepted: .accepted
            case .unrouted: .unrouted
            case .filtered: .filtered
            case .refused: .refused
            case .suspect: .suspect
            }
    }
}

extension MessageStatus {
    init(_ status: MessageRow.Status) {
        self =
            switch status {
            case .accepted: .accepted
            case .unrouted: .unrouted
            case .filtered: .filtered
            case .refused: .refused
            case .suspect: .suspect
            }
    }
}

extension DeliveryRow {
    init(_ summary: DeliverySummary, names: Names) {
        self.init(
            number: DeliveryNumber(summary.id),
            route: names.route(summary.id.route),
            destination: names.destination(summary.destination),
            state: State(rawValue: summary.state.rawValue) ?? .waiting
        )
    }
}

extension AttemptRow {
    init(_ entry: DeliveryLogEntry) {
        self.init(
            at: Moment(milliseconds: entry.at),
            outcome: Outcome(entry.kind),
            attempt: Int(entry.attempt.attempts)
        )
        code = entry.attempt.code == 0 ? nil : String(entry.attempt.code)
        latencyMilliseconds = entry.attempt.code == 0 ? nil : Int(entry.attempt.latencyMilliseconds)
        error = entry.attempt.error
        response = entry.attempt.response.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension AttemptRow.Outcome {
    init(_ kind: DeliveryLogEntry.Kind) {
        self =
            switch kind {
            case .delivered: .delivered
            case .deferred: .deferred
            case .parked: .parked
            case .discarded: .discarded
            case .attemptFailed: .failed
            case .unknownOutcome: .unknown
            case .released: .released
            case .applicationAccepted: .confirmed
            case .applicationRefused: .refused
            }
    }
}

extension ParkedRow {
    init(_ parked: ParkedDelivery, names: Names) {
        self.init(
            number: DeliveryNumber(parked.id),
            route: names.route(parked.id.route),
            destination: names.destination(parked.destination),
            parkedAt: Moment(milliseconds: parked.parkedAt),
            reason: parked.reason,
            diagnostics: parked.diagnostics
        )
        code = parked.code == 0 ? nil : String(parked.code)
        attempts = Int(parked.attempts)
    }
}

extension ActionOutcome {
    init(_ outcome: OperatorOutcome) {
        self.init(
            changed: outcome.changed.map { DeliveryNumber($0) },
            missing: outcome.missing.map { DeliveryNumber($0) }
        )
    }
}
