// One file with a map, parsed but not yet read: what inheritance works on.

import LocatedYAML

/// A map's file.
struct MapFile: Sendable {
    /// The folder in which a site keeps the shipped files that its own files replace, for `extends:`.
    static let replacedFolder = "shipped/"

    /// The path, relative to the site folder.
    let path: String
    /// What the file holds; after ``Inheritance`` with everything inherited in it.
    let root: Node
    /// Whether parts of it come from other files.
    var inherits = false

    /// The name by which other maps call or extend it.
    var name: String? {
        (root["map"] ?? root["fragment"])?.scalar ?? root["extends"]?.scalar.map(Self.lastName)
    }

    /// Whether it is a list of entries for `include:`, no map.
    var isFragment: Bool { root["fragment"] != nil }

    /// The name at the end of a path or of a name with its folder.
    static func lastName(_ text: String) -> String {
        let last = text.split(separator: "/").last.map(String.init) ?? text
        for ending in [".yaml", ".csv"] where last.hasSuffix(ending) {
            return String(last.dropLast(ending.count))
        }
        return last
    }
}
