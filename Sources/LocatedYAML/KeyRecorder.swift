// Notes which keys readers ask for: from that the schema for editors is made, so that it cannot say anything else.
//
// Nobody records while a site is loaded to be run; a reader then looks once, when it is finished, whether anybody does.

import Synchronization

/// Gathers what readers ask of mappings.
public final class KeyRecorder: Sendable {
    /// What the value of a key can be.
    public enum Kind: Hashable, Sendable {
        /// Whatever its reader makes of it: text, a list or a mapping.
        case node
        /// Text.
        case text
        /// Text, or a list of texts.
        case texts
        /// A whole number.
        case integer(ClosedRange<Int>)
        /// `true` or `false`.
        case boolean
        /// Such as `30s`.
        case duration
        /// Such as `16MB`.
        case bytes
        /// One of these words.
        case choice([String])
    }

    /// A key that a reader asked for.
    public struct Key: Hashable, Sendable {
        /// The key.
        public let name: String
        /// What its value can be.
        public let kind: Kind
        /// Whether it must be there.
        public let isRequired: Bool
    }

    /// A mapping that was read.
    public struct Mapping: Hashable, Sendable {
        /// Where it begins.
        public let location: SourceLocation
        /// The dotted key of the mapping; empty at the root of a file.
        public let path: String
        /// The keys that it may have, by name.
        public let keys: [Key]
    }

    @TaskLocal static var current: KeyRecorder?
    private let mappings = Mutex<[Mapping]>([])

    private init() {}

    func note(_ mapping: Mapping) { mappings.withLock { $0.append(mapping) } }

    /// What readers asked for while `body` ran, in the order in which they finished.
    public static func mappings(readBy body: () -> Void) -> [Mapping] {
        let recorder = KeyRecorder()
        $current.withValue(recorder, operation: body)
        return recorder.mappings.withLock { $0 }
    }
}
