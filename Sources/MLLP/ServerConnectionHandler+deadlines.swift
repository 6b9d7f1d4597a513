// Waiting and complaining: when a server connection wakes by itself, and what it logs about its sender.

import Logging
import NIOCore

extension ServerConnectionHandler {
    /// Sees to it that the handler wakes at the next deadline.
    ///
    /// An alarm that is early is left in place and sets itself anew: most deadlines move with every read, and
    /// setting a timer costs more than reading.
    func setAlarm(_ context: ChannelHandlerContext) {
        guard let next = nextDeadline else { return }
        if let alarm, alarm.deadline <= next.time { return }
        alarm?.task.cancel()
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        alarm = (
            next.time, context.eventLoop.scheduleTask(deadline: next.time) { loopBound.value.alarmWent() }
        )
    }

    private func alarmWent() {
        alarm = nil
        guard phase != .closed, let context else { return }
        if let next = nextDeadline, next.time <= .now() {
            meet(next)
        }
        setAlarm(context)
    }

    private var nextDeadline: ConnectionDeadline? {
        let isReading = phase == .open && gate.isOpen
        let stream = ConnectionTimes.Stream(
            isReading: isReading,
            decoder: decoder,
            owesReplies: !replies.isEmpty
        )
        return times.next(stream, limits: limits)
    }

    private func meet(_ deadline: ConnectionDeadline) {
        switch deadline.kind {
        case .idleInput:
            if let event = decoder.idle() { handle(event) }
            advance()
        case .stalledFrame:
            notice(.stalled, byteCount: nil)
            registry.count { $0.stalledConnections += 1 }
            end()
        case .stalledReplies:
            notice(.stalled, byteCount: nil)
            registry.count { $0.stalledConnections += 1 }
            closeNow()
        case .quiet:
            registry.count { $0.idleConnections += 1 }
            end()
        case .paused:
            registry.count { $0.pausedConnections += 1 }
            closeNow()
        case .lingered:
            closeNow()
        }
    }

    /// Warns once per connection and kind, so that a broken sender cannot flood the log.
    func notice(_ notice: WireNotice, byteCount: Int?) {
        let isFirst = loggedNotices.insert(notice).inserted
        var values: [LogKey: String] = [:]
        if let byteCount { values[.byteCount] = "\(byteCount)" }
        logger.log(
            level: isFirst ? notice.firstLevel : .debug,
            "\(notice.rawValue)",
            metadata: metadata(values)
        )
    }

    func metadata(_ values: [LogKey: String]) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["\(LogKey.remoteAddress.rawValue)": "\(connection.remoteAddress)"]
        for (key, value) in values { metadata[key.rawValue] = "\(value)" }
        return metadata
    }
}
