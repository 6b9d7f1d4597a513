// A code table as expressions use it: `PID-8.lookup('administrative-gender')`.
//
// Reading tables from files is the mapping module's work; here they are finished values.

public import LocatedYAML

/// Codes of one system and what they mean in another.
public struct CodeTable: Sendable {
    /// What a code without a row becomes.
    public enum Unmapped: Hashable, Sendable {
        /// The outcome fails.
        case error
        /// Nothing, and a warning.
        case warn
        /// Nothing, silently: the table lists all that is meant.
        case omit
        /// The code as it came.
        case pass
        /// A row of the table.
        case row(Int32)
        /// A row of the table that says that there is a value and that it cannot be told.
        case absent(Int32)
    }

    /// One translation.
    public struct Row: Hashable, Sendable {
        /// The code as messages have it.
        public let source: String
        /// The code it becomes.
        public let code: String
        /// Its display text.
        public let display: String?
        /// Its code system.
        public let system: String?
        /// Where the row stands.
        public let location: SourceLocation

        /// Makes a row.
        public init(
            source: String,
            code: String,
            display: String? = nil,
            system: String? = nil,
            location: SourceLocation
        ) {
            self.source = source
            self.code = code
            self.display = display
            self.system = system
            self.location = location
        }
    }

    /// The name that `lookup` uses.
    public let name: String
    /// What a code without a row becomes.
    public let unmapped: Unmapped
    /// All rows, in the file's order; a default row without a source code may stand at the end.
    public let rows: [Row]
    /// The way back: for what codes become, the code.
    let sources: [String: String]
    private let index: CodeIndex

    /// Makes a table; the first of two rows for one code wins.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - unmapped: what a code without a row becomes.
    ///   - rows: its rows.
    ///   - back: the way back, where that is not the first row of a code.
    public init(name: String, unmapped: Unmapped, rows: [Row], back: [String: String] = [:]) {
        self.name = name
        let first = rows.lazy.filter { !$0.source.isEmpty }.map { ($0.code, $0.source) }
        sources = Dictionary(first, uniquingKeysWith: { first, _ in first }).merging(back) { $1 }
        self.unmapped = unmapped
        self.rows = rows
        index = CodeIndex(rows.map(\.source))
    }

    /// The number of the row for a code.
    public func row(for code: String) -> Int32? {
        let bytes = Array(code.utf8)
        return index.position(of: bytes.span)
    }

    /// The number of the row for a code, by its bytes.
    func row(for code: Span<UInt8>) -> Int32? {
        index.position(of: code)
    }
}
