// The recollections of a site's maps, handed to one run at a time.
//
// Runs on several threads have one each. What is remembered holds only for messages whose bytes are read the same way.

import FHIRPath
import HL7v2
import Synchronization

/// What must be the same in two messages for a rule to write the same from the same bytes.
struct RecallTerms: Hashable, Sendable {
    let notation: MessageNotation
    let zone: LocalZone
}

/// Recollections that no run is using.
final class RecollectionPool: Sendable {
    private let idle = Mutex<[Recollections]>([])

    /// More than this many are not kept: as many threads as map at once, or as many senders of different notations.
    private static let idleLimit = 8

    /// Those of a run that had the same terms, or new ones.
    func take(for terms: RecallTerms) -> Recollections {
        let known = idle.withLock { idle -> Recollections? in
            guard let index = idle.lastIndex(where: { $0.terms == terms }) else { return nil }
            return idle.remove(at: index)
        }
        var taken = known ?? Recollections(terms: terms)
        taken.beginRun()
        return taken
    }

    /// Takes back what a run has added to; the one that was idle longest gives way.
    func give(_ recollections: consuming Recollections) {
        let kept = recollections
        idle.withLock { idle in
            if idle.count >= Self.idleLimit { idle.removeFirst() }
            idle.append(kept)
        }
    }
}
