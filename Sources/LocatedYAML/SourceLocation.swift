// Where something stands in a file of the site folder.
//
// Lines and columns count from 1, as editors show them; columns count Unicode scalars, as libYAML does.

/// A place in a configuration file, written `file:line:column`.
public struct SourceLocation: Hashable, Sendable {
    /// The file's path, relative to the site folder.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// Names a place.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place that lies `scalars` further along the same line, for a position inside a scalar's text.
    ///
    /// Exact for plain one-line scalars; inside folded or quoted text it is an approximation.
    public func advanced(by scalars: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column + scalars)
    }
}

extension SourceLocation: Comparable {
    /// Orders by file, then line, then column.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// The place as compilers write it, so that editors can jump to it.
    public var description: String { "\(file):\(line):\(column)" }
}
