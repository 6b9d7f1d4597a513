// From YAML text to nodes: Yams composes, this file refuses what Corridor does not take and says why.

import Yams

/// What a YAML file may be at most; a site file is written by hand and far below all of these.
public enum YAMLLimits {
    /// Bytes of one file; code tables are the largest files there are.
    public static let bytes = 4 * 1024 * 1024
    /// Nesting of lists and mappings; Yams composes recursively, so depth is stack.
    public static let depth = 64
}

extension Node {
    /// Reads a YAML file of one document.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: the path to name in problems.
    ///   - diagnostics: receives every problem found.
    /// - Returns: the root, or `nil` when the file is empty or cannot be read; the reason is in `diagnostics`.
    public static func parse(_ text: String, file: String, into diagnostics: inout Diagnostics) -> Node? {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= YAMLLimits.bytes else {
            diagnostics.error(at: start, "the file is larger than \(YAMLLimits.bytes) bytes")
            return nil
        }
        if let line = firstLineNestedTooDeep(text) {
            let location = SourceLocation(file: file, line: line, column: 1)
            diagnostics.error(at: location, "nested deeper than \(YAMLLimits.depth) levels")
            return nil
        }
        do {
            // The parser owns the anchors of its nodes, which hold them weakly.
            let parser = try Yams.Parser(yaml: text)
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    diagnostics.error(at: start, "the file is empty")
                    return nil
                }
                return Composition(file: file).node(root, after: start, depth: 0, into: &diagnostics)
            }
        } catch let error as YamlError {
            diagnostics.append(Diagnostic(error, in: text, file: file))
            return nil
        } catch {
            diagnostics.error(at: start, "the file cannot be read as YAML")
            return nil
        }
    }

    /// The first line on which brackets or `- - -` nest beyond the limit, found without recursion.
    private static func firstLineNestedTooDeep(_ text: String) -> Int? {
        var line = 1
        var brackets = 0
        var dashes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                dashes = 0
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"): dashes += 1
            case UInt8(ascii: " "): break
            default: dashes = 0
            }
            if brackets > YAMLLimits.depth || dashes > 4 * YAMLLimits.depth { return line }
        }
        return nil
    }
}

/// The walk over what Yams composed.
private struct Composition {
    let file: String

    /// Converts a composed node; `nil` where it is refused.
    func node(
        _ composed: Yams.Node,
        after fallback: SourceLocation,
        depth: Int,
        into diagnostics: inout Diagnostics
    ) -> Node? {
        let location = composed.mark.map(place) ?? fallback
        guard depth < YAMLLimits.depth else {
            diagnostics.error(at: location, "nested deeper than \(YAMLLimits.depth) levels")
            return nil
        }
        guard !composed.isAnchoredOrAlias else {
            diagnostics.error(
                at: location,
                "`&` and `*` (YAML's anchors and aliases) are not used in site files",
                suggestion: BlockForm.advice
            )
            return nil
        }
        switch composed {
        case .scalar(let scalar):
            guard !(scalar.string.isEmpty && scalar.style == .plain) else {
                diagnostics.error(
                    at: location,
                    "there is no value",
                    suggestion: "remove the key, or write `\"\"` for empty text"
                )
                return nil
            }
            return Node(.scalar(scalar.string), at: location)
        case .sequence(let sequence):
            let items = sequence.compactMap {
                node($0, after: location, depth: depth + 1, into: &diagnostics)
            }
            return Node(.sequence(items), at: location)
        case .mapping(let mapping):
            let entries = mapping.compactMap {
                entry($0.key, $0.value, after: location, depth: depth + 1, into: &diagnostics)
            }
            return Node(.mapping(entries), at: location)
        case .alias:
            return nil
        }
    }

    private func entry(
        _ key: Yams.Node,
        _ value: Yams.Node,
        after fallback: SourceLocation,
        depth: Int,
        into diagnostics: inout Diagnostics
    ) -> Entry? {
        let location = key.mark.map(place) ?? fallback
        guard let name = key.scalar?.string else {
            diagnostics.error(at: location, "a key must be text")
            return nil
        }
        return node(value, after: location, depth: depth, into: &diagnostics).map {
            Entry(key: name, at: location, value: $0)
        }
    }

    private func place(_ mark: Mark) -> SourceLocation {
        SourceLocation(file: file, line: mark.line, column: mark.column)
    }
}

extension Yams.Node {
    fileprivate var isAnchoredOrAlias: Bool {
        switch self {
        case .scalar(let scalar): scalar.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .alias: true
        }
    }
}
