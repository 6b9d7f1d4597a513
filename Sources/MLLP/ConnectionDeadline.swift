// When a server connection has waited long enough, and for what. A pure function of times and limits.

import NIOCore

/// The next moment at which waiting ends.
struct ConnectionDeadline: Equatable {
    enum Kind {
        /// Silence after bytes that silence gives a meaning to.
        case idleInput
        case stalledFrame
        case stalledReplies
        case quiet
        case paused
        case lingered
    }

    let kind: Kind
    let time: NIODeadline
}

/// The moments that deadlines count from.
struct ConnectionTimes {
    /// What the incoming stream is doing.
    enum Stream: Hashable {
        /// Nothing is read now, so the other side's silence means nothing.
        case notReading
        case awaitsIdle
        case withinFrame
        /// Between frames, nothing owed.
        case quiet

        /// A sender that waits for our replies is not silent, and neither is one that we do not read from.
        init(isReading: Bool, decoder: FrameDecoder, owesReplies: Bool) {
            if !isReading {
                self = .notReading
            } else if decoder.awaitsIdle {
                self = .awaitsIdle
            } else if decoder.position != .outside {
                self = .withinFrame
            } else {
                self = owesReplies ? .notReading : .quiet
            }
        }
    }

    var lastRead = NIODeadline.now()
    var lastWrite: NIODeadline?
    var unwritableSince: NIODeadline?
    var pausedUntil: NIODeadline?
    var lingersUntil: NIODeadline?

    func next(_ stream: Stream, limits: MLLPServerLimits) -> ConnectionDeadline? {
        if let lingersUntil { return ConnectionDeadline(kind: .lingered, time: lingersUntil) }
        if let unwritableSince {
            return ConnectionDeadline(
                kind: .stalledReplies,
                time: unwritableSince + TimeAmount(limits.stalled)
            )
        }
        if let pausedUntil { return ConnectionDeadline(kind: .paused, time: pausedUntil) }
        switch stream {
        case .notReading:
            return nil
        case .awaitsIdle:
            return ConnectionDeadline(kind: .idleInput, time: lastRead + TimeAmount(limits.missingEnd))
        case .withinFrame:
            return ConnectionDeadline(kind: .stalledFrame, time: lastRead + TimeAmount(limits.stalled))
        case .quiet:
            return limits.idle.map { ConnectionDeadline(kind: .quiet, time: lastRead + TimeAmount($0)) }
        }
    }
}
