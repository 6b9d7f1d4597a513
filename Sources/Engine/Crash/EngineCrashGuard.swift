// Ties the listeners to the marks, with the test switch that shows it working.

import Foundation
import HL7v2
import Listeners

/// Guards the work on a message by the marks.
struct EngineCrashGuard: CrashGuard {
    let marks: CrashMarks
    // With `CORRIDOR_TEST_TRAP` set, a message whose bytes contain its value traps the process, for the test that
    // shows that it does so only once. Nothing else ever traps on purpose.
    private let trap = ProcessInfo.processInfo.environment["CORRIDOR_TEST_TRAP"].map { Array($0.utf8) }

    func guarding<Result>(_ bytes: [UInt8], _ work: () -> Result) -> Result? {
        let fingerprint = Fingerprint(bytes)
        guard !marks.isSuspect(fingerprint) else { return nil }
        return marks.during(fingerprint) {
            if let trap, !trap.isEmpty, bytes.firstRange(of: trap) != nil { fatalError("CORRIDOR_TEST_TRAP") }
            return work()
        }
    }
}
