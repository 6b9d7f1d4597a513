// The thread that drives libcurl: take what was handed in, start what may start, let libcurl work, report what
// ended, sleep. Everything here lives on that one thread; other threads talk to it through the inbox.

import CLibCurl

final class CurlLoop {
    /// The longest sleep; only a backstop, because the inbox wakes the loop and libcurl knows its own timers.
    private static let longestSleepMilliseconds: Int32 = 10_000

    /// Must run once before anything else of libcurl, on any thread; Swift runs a static once.
    private static let globalResult = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private let multi: UnsafeMutableRawPointer
    private let inbox: CurlInbox
    private let limits: HTTPLimits
    private let proxy: HTTPProxy
    private var waiting = SubmissionQueue()
    private var active: [HTTPRequestID: TransferSlot] = [:]
    private var idleSlots: [TransferSlot] = []

    /// Starts a loop on a thread of its own, which ends after `inbox.stop()`.
    static func start(limits: HTTPLimits, proxy: HTTPProxy, inbox: CurlInbox) throws(HTTPFailure) {
        guard globalResult == CURLE_OK else { throw HTTPFailure(globalResult, after: TransferProgress()) }
        let result = CurlThread.start {
            guard let loop = CurlLoop(limits: limits, proxy: proxy, inbox: inbox) else {
                // Without memory for a multi handle every request ends as overloaded.
                inbox.stop()
                for submission in inbox.take().submissions { submission.completion(.failure(.overloaded)) }
                inbox.stopped()
                return
            }
            loop.run()
        }
        guard result == 0 else { throw .overloaded }
    }

    private init?(limits: HTTPLimits, proxy: HTTPProxy, inbox: CurlInbox) {
        guard let multi = curl_multi_init() else { return nil }
        self.multi = multi
        self.inbox = inbox
        self.limits = limits
        self.proxy = proxy
        corridor_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, limits.connectionsPerHost)
        corridor_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, limits.connections)
        corridor_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, limits.connections)
        inbox.opened(Alarm(multi))
    }

    private func run() {
        while true {
            let delivery = inbox.take()
            waiting.append(delivery.submissions)
            for id in delivery.cancellations { cancel(id) }
            if delivery.isStopping { break }
            startWaiting()
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            if reportEnded() == 0, inbox.mayFallAsleep() {
                curl_multi_poll(multi, nil, 0, Self.longestSleepMilliseconds, nil)
                inbox.awoke()
            }
        }
        close()
    }

    private func startWaiting() {
        while active.count < limits.inFlight, let submission = waiting.popFirst() {
            guard let slot = idleSlots.popLast() ?? TransferSlot(limits: limits, proxy: proxy) else {
                end(submission, with: .failure(.overloaded))
                continue
            }
            slot.prepare(submission)
            active[submission.id] = slot
            curl_multi_add_handle(multi, slot.easy)
        }
    }

    /// Reports every transfer that has ended, and how many those were.
    private func reportEnded() -> Int {
        var count = 0
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(multi, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE,
                let easy = message.pointee.easy_handle,
                let slot = TransferSlot.from(corridor_curl_get_private(easy)),
                let submission = slot.submission
            else { continue }
            // The message is gone once its handle is removed, so its result is read first.
            let outcome = slot.outcome(corridor_curl_message_result(message))
            release(slot, of: submission)
            end(submission, with: outcome)
            count += 1
        }
        return count
    }

    private func cancel(_ id: HTTPRequestID) {
        if let slot = active[id], let submission = slot.submission {
            let progress = slot.progress
            release(slot, of: submission)
            end(
                submission,
                with: .failure(
                    .cancelled(mayHaveBeenReceived: progress.headBytesSent > 0, phase: progress.phase)
                )
            )
        } else if let submission = waiting.remove(id) {
            end(submission, with: .failure(.cancelled(mayHaveBeenReceived: false, phase: .prepare)))
        }
    }

    private func release(_ slot: TransferSlot, of submission: Submission) {
        curl_multi_remove_handle(multi, slot.easy)
        active[submission.id] = nil
        slot.clear()
        idleSlots.append(slot)
    }

    private func end(_ submission: Submission, with outcome: Result<HTTPResponse, HTTPFailure>) {
        inbox.completed()
        submission.completion(outcome)
    }

    private func close() {
        for id in Array(active.keys) { cancel(id) }
        while let submission = waiting.popFirst() {
            end(submission, with: .failure(.cancelled(mayHaveBeenReceived: false, phase: .prepare)))
        }
        idleSlots = []
        inbox.stopped()
        curl_multi_cleanup(multi)
    }
}
