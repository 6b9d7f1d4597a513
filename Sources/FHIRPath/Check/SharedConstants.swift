// Constants of a site's files, `%name`: what stands in many places and is written in one.
//
// The nearest counts: those of the map, those of the file in which the expression was written, the site's variables.

import LocatedYAML

/// The constants that expressions of several maps can name.
public struct SharedConstants: Sendable {
    /// By file and name, for what one map includes from another file.
    public var files: [String: [String: String]]
    /// The variables of the site.
    public var site: [String: String]

    /// Gathers constants.
    public init(files: [String: [String: String]] = [:], site: [String: String] = [:]) {
        self.files = files
        self.site = site
    }

    /// The text of a constant for an expression of a file.
    public func text(of name: String, in file: String) -> String? {
        files[file]?[name] ?? site[name]
    }

    /// Every name that an expression of a file could mean, for "did you mean".
    public func names(in file: String) -> [String] {
        (files[file]?.keys.sorted() ?? []) + site.keys.sorted()
    }
}

extension Compiler {
    mutating func constant(_ name: String, at position: Int, in context: inout Context) -> Value {
        let file = context.location.file
        guard let text = context.scope.constants[name] ?? constants.text(of: name, in: file) else {
            let known = context.scope.constants.keys.sorted() + constants.names(in: file)
            context.error(
                position,
                "there is no constant `%\(name)`",
                suggestion: closestMatch(to: name, in: known).map { "did you mean `%\($0)`?" }
                    ?? "write it under `constants` of the map, or `variables` of corridor.yaml"
            )
            return .nothing
        }
        return Value(number: program.constant(.text(program.text(text))), type: StaticType(.text))
    }
}
