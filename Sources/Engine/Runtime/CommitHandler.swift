// What follows a commit: senders are answered, deliveries take their places in the lanes.
//
// Called on the accepting connection's thread, once a commit; whatever it costs delays the next one.

import Delivery
import Listeners
import MLLP
import MessageStore

/// Turns committed messages into answers and deliveries.
struct CommitHandler: Sendable {
    let dispatcher: Dispatcher

    /// Answers the senders of one commit and queues its deliveries, in the order of the commit.
    func committed(_ messages: [CommittedMessage]) {
        var replies: [MLLP.Reply] = []
        replies.reserveCapacity(messages.count)
        var latencies: [Duration] = []
        latencies.reserveCapacity(messages.count)
        var counters: ListenerCounters?
        let now = ContinuousClock.now
        for committed in messages {
            guard let acceptance = committed.message.context as? Acceptance else { continue }
            if let reply = acceptance.committed(committed.message.status, as: committed.id) {
                replies.append(reply)
            }
            if let others = counters, others !== acceptance.counters {
                others.answered(after: latencies)
                latencies.removeAll(keepingCapacity: true)
            }
            counters = acceptance.counters
            latencies.append(now - acceptance.receivedAt)
        }
        ReplyToken.answer(replies)
        counters?.answered(after: latencies)
        dispatcher.enqueue(messages)
    }

    /// Messages that will not be stored: their senders hear nothing and send again.
    func failed(_ messages: [FailedMessage]) {
        for failed in messages {
            (failed.message.context as? Acceptance)?.failed()
        }
    }
}
