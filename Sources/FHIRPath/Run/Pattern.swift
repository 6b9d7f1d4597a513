// Regular expressions, compiled when the site is loaded.

import Foundation

/// A compiled regular expression (ICU's syntax), as `matches` and `replaceMatches` use it.
///
/// Tried only on texts up to `ExpressionLimits.matchedLength`; longer ones do not match.
struct Pattern: Sendable {
    private let expression: NSRegularExpression

    /// Compiles a pattern; `nil` where it is none.
    init?(_ text: String) {
        // The error says nothing that the checker's message does not.
        guard let expression = try? NSRegularExpression(pattern: text, options: .dotMatchesLineSeparators)
        else { return nil }
        self.expression = expression
    }

    /// Whether it matches anywhere in a text.
    func matches(_ text: String) -> Bool {
        guard text.utf8.count <= ExpressionLimits.matchedLength else { return false }
        let range = NSRange(location: 0, length: text.utf16.count)
        return expression.firstMatch(in: text, range: range) != nil
    }

    /// The text with every match replaced; `$1` means a group.
    func replacing(in text: String, with template: String) -> String {
        guard text.utf8.count <= ExpressionLimits.matchedLength else { return text }
        let range = NSRange(location: 0, length: text.utf16.count)
        return expression.stringByReplacingMatches(in: text, range: range, withTemplate: template)
    }
}
