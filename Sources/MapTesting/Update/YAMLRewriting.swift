// Replaces values of a YAML file in its text: comments, order and spacing of all else stay as they are.
//
// Each change is proved by reading the text again: it must say the new value there and otherwise what it said before.

public import LocatedYAML

/// Changes values in the text of a YAML file.
public enum YAMLRewriting {
    /// A value that cannot be replaced in the way that its file is written.
    public struct Refused: Error, CustomStringConvertible {
        /// The place and the reason.
        public let description: String
    }

    /// A file's text with other values.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its path, as the changes' places name it.
    ///   - changes: where values begin, and what they become.
    /// - Returns: the new text.
    /// - Throws: ``Refused`` where a change would say anything else than is meant; nothing is changed then.
    public static func text(
        _ text: String,
        file: String,
        changing changes: [(at: SourceLocation, to: Update.NewValue)]
    ) throws(Refused) -> String {
        var text = text
        // From the end, so that places further up stay right.
        for change in changes.sorted(by: { $0.at > $1.at }) {
            let changed = try self.text(text, changing: change.at, to: change.to)
            guard meaning(of: text, file: file, with: change) == meaning(of: changed, file: file, with: nil)
            else {
                throw Refused(description: "\(change.at): this value cannot be rewritten; change it by hand")
            }
            text = changed
        }
        return text
    }

    private static func text(
        _ text: String,
        changing location: SourceLocation,
        to value: Update.NewValue
    ) throws(Refused) -> String {
        let scalars = Array(text.unicodeScalars)
        guard let extent = ValueExtent(in: scalars, at: location) else {
            throw Refused(description: "\(location): this value cannot be found again")
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[..<extent.range.lowerBound])
        result.append(contentsOf: YAMLText.written(value, in: extent).unicodeScalars)
        result.append(contentsOf: scalars[extent.range.upperBound...])
        return String(result)
    }

    // MARK: What a text says, places aside

    private indirect enum Meaning: Equatable {
        case scalar(String)
        case list([Meaning])
        case mapping([String: Meaning])
    }

    /// What a text says, with a change already made.
    private static func meaning(
        of text: String,
        file: String,
        with change: (at: SourceLocation, to: Update.NewValue)?
    ) -> Meaning? {
        var diagnostics = Diagnostics()
        let root = Node.parse(text, file: file, into: &diagnostics)
        return diagnostics.hasErrors ? nil : root.map { meaning(of: $0, with: change) }
    }

    private static func meaning(
        of node: Node,
        with change: (at: SourceLocation, to: Update.NewValue)?
    ) -> Meaning {
        if let change, node.location == change.at, node.mapping == nil {
            switch change.to {
            case .block(let text): return .scalar(text)
            case .texts(let texts) where texts.count == 1 && node.sequence == nil: return .scalar(texts[0])
            case .texts(let texts): return .list(texts.map(Meaning.scalar))
            }
        }
        switch node.content {
        case .scalar(let text): return .scalar(text)
        case .sequence(let items): return .list(items.map { meaning(of: $0, with: change) })
        case .mapping(let entries):
            return .mapping(
                Dictionary(entries.map { ($0.key, meaning(of: $0.value, with: change)) }) { first, _ in first
                }
            )
        }
    }
}
