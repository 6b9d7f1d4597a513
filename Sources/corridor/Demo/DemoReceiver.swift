// The demo's EHR: takes transactions and answers as a FHIR server would, entry by entry.

import Foundation
import Peers
import Synchronization

/// Plays the EHR.
final class DemoReceiver: Sendable {
    private let taken = Atomic(0)

    /// How many deliveries it took.
    var count: Int { taken.load(ordering: .relaxed) }

    /// Takes a delivery.
    func take(_ request: HTTPReceiver.Request) -> HTTPReceiver.Answer {
        guard request.method == "POST" else { return .status(405) }
        taken.add(1, ordering: .relaxed)
        let answer = #"{"resourceType":"Bundle","type":"transaction-response"}"#
        return .status(200, body: Array(answer.utf8), headers: [("Content-Type", "application/fhir+json")])
    }
}
