// What `--update` writes: whole files, or values inside of a YAML file whose other bytes stay as they are.

public import LocatedYAML

/// A change that makes an expectation say what came out.
public enum Update: Sendable {
    /// A file gets other bytes; its path is relative to the site folder.
    case file(String, [UInt8])
    /// The value that begins here in a YAML file becomes another one.
    case value(SourceLocation, NewValue)

    /// A value to write.
    public enum NewValue: Hashable, Sendable {
        /// Text of several lines, as a block below `|`.
        case block(String)
        /// Texts: a single one where it is one, else a list.
        case texts([String])
    }
}
