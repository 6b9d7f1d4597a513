// A message that kills the process does not kill it twice.
//
// Whoever parses or maps marks the message's fingerprint in a memory-mapped file first (see CSupport's
// crash_marks.h). At the next start the marks tell what was under way when the process ended:
//
// - a mark whose thread received a fatal signal (a trap, a wild address) is a suspect at once;
// - a mark without one (`kill -9`, power) is most likely innocent, and becomes a suspect only when it was
//   under way at two ends in a row.
//
// Suspects are kept in a text file of fingerprints beside the marks, so that they stay suspects until an
// operator's engine no longer has them there.

import CSupport
import Foundation

/// What was under way when an earlier process ended, and the marks of this one.
final class CrashMarks: Sendable {
    /// The most suspects kept; the oldest are forgotten first.
    static let suspectLimit = 1_000

    /// Why the marks cannot be kept.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    private let suspects: Set<Fingerprint>

    /// The number of messages known to have ended a process.
    var suspectCount: Int { suspects.count }

    /// Opens the marks in the state folder, judges those of the last process, and begins anew.
    ///
    /// - Parameter folder: the state folder; it exists and is this engine's alone.
    /// - Throws: ``Unavailable``, naming the file.
    init(folder: String) throws(Unavailable) {
        let failure = corridor_marks_open("\(folder)/under-way")
        guard failure == 0, let slots = corridor_marks() else {
            throw Unavailable(description: "\(folder)/under-way: \(String(cString: strerror(failure)))")
        }
        var record = SuspectRecord(path: "\(folder)/suspects")
        for index in 0..<Int(CORRIDOR_MARK_SLOTS) {
            let slot = slots[index]
            let fingerprint = Fingerprint(high: slot.fingerprint.0, low: slot.fingerprint.1)
            if fingerprint != Fingerprint(high: 0, low: 0) {
                record.wasUnderWay(fingerprint, crashed: slot.crashed != 0)
            }
            slots[index] = corridor_mark()
        }
        record.save()
        suspects = record.suspects
        _ = corridor_marks_install_handlers()
    }

    /// Whether these bytes ended an earlier process.
    func isSuspect(_ fingerprint: Fingerprint) -> Bool {
        !suspects.isEmpty && suspects.contains(fingerprint)
    }

    /// Runs pure work on a message's bytes under its mark.
    func during<Result>(_ fingerprint: Fingerprint, _ work: () -> Result) -> Result {
        corridor_mark_enter(fingerprint.high, fingerprint.low)
        defer { corridor_mark_leave() }
        return work()
    }
}
