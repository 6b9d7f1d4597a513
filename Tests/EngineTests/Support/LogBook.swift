// Every line that an engine logs, at every level, metadata included.

import Logging
import Synchronization

/// A test's log.
final class LogBook: Sendable {
    private let lines = Mutex<[String]>([])

    /// Everything logged so far.
    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    /// A logger that writes here.
    var logger: Logger {
        Logger(label: "corridor") { _ in Handler(book: self) }
    }

    /// Waits for a line that holds these words.
    func wait(for words: String) async throws {
        try await until("a line logged: \(words)") { lines.withLock { $0.contains { $0.contains(words) } } }
    }

    fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var logLevel: Logger.Level = .trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            book.add("\(event.level) \(event.message) \(all)")
        }
    }
}
