// `extends:` and `include:`: a map file completed with what it inherits, before it is read (stage "read").
//
// Everything happens to the files' text: an inherited rule keeps its place in the file that it was written in, so
// that problems and lineage name that one. What an heir's structure lacks is the compiler's matter.

import LocatedYAML

/// Completes the maps of one direction: `hl7v2-to-fhir/`, `fhir-to-hl7v2/` or `fhir-to-fhir/`.
struct Inheritance {
    private let files: [MapFile]
    /// The shipped files that others replace, by the path they share.
    private let replaced: [String: MapFile]
    private var complete: [String: MapFile?] = [:]
    /// The names of what is being completed, to find circles.
    private var underWay: [(path: String, name: String)] = []
    /// The paths of maps that an heir of the same name stands for.
    private var superseded: Set<String> = []
    /// The names of fragments that something includes.
    private var included: Set<String> = []
    var diagnostics = Diagnostics()

    /// Prepares to complete the files of one direction.
    ///
    /// - Parameters:
    ///   - files: all of them; those below ``MapFile/replacedFolder`` are only inherited from.
    ///   - folder: the direction's folder.
    init(_ files: [MapFile], folder: String) {
        let prefix = MapFile.replacedFolder
        self.files = files.filter { $0.path.hasPrefix(folder) }
        let replaced = files.filter { $0.path.hasPrefix(prefix + folder) }
        self.replaced = Dictionary(
            replaced.map { (String($0.path.dropFirst(prefix.count)), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The maps with all that they inherit, without fragments and without maps that an heir replaces.
    mutating func maps() -> [MapFile] {
        let maps = files.filter { !$0.isFragment }.compactMap { completed($0) }
        for fragment in files where fragment.isFragment { _ = completed(fragment) }
        return maps.filter { !superseded.contains($0.path) }
    }

    /// Reports the fragments of the site's own files that no map includes; call it after ``maps()``.
    mutating func checkUse(ownFiles: Set<String>) {
        for fragment in files where fragment.isFragment && ownFiles.contains(fragment.path) {
            guard let name = fragment.root["fragment"], let text = name.scalar, !included.contains(text)
            else {
                continue
            }
            diagnostics.warning(
                at: name.location,
                key: "fragment",
                "nothing includes `\(text)`",
                suggestion: "include it, or take the file away"
            )
        }
    }

    /// The constants of every fragment, by its path.
    mutating func fragmentConstants() -> [String: [String: String]] {
        var constants: [String: [String: String]] = [:]
        for fragment in files where fragment.isFragment {
            let node = fragment.root["constants"]
            constants[fragment.path] = ConstantsSource.read(node, key: "constants", into: &diagnostics)
        }
        return constants
    }

    /// A file with everything that it inherits; `nil` where that cannot be had, which is reported.
    private mutating func completed(_ file: MapFile) -> MapFile? {
        if let known = complete[file.path] { return known }
        underWay.append((file.path, file.name ?? file.path))
        defer { underWay.removeLast() }
        let result = complete(file)
        complete[file.path] = .some(result)
        return result
    }

    private mutating func complete(_ file: MapFile) -> MapFile? {
        guard let extends = file.root["extends"] else {
            if let stray = file.root["without"] {
                diagnostics.error(at: stray.location, key: "without", "`without` needs `extends`")
            }
            var merge = InheritanceMerge(fragments: fragments(of: file.root))
            let root = merge.expanded(file.root)
            for diagnostic in merge.diagnostics.items { diagnostics.append(diagnostic) }
            return MapFile(path: file.path, root: root, inherits: merge.hasInherited)
        }
        guard let text = extends.scalar else {
            diagnostics.error(at: extends.location, key: "extends", "expected a map, found \(extends.kind)")
            return nil
        }
        guard let base = base(of: file, named: text, at: extends.location),
            isNoCircle(base, at: extends.location, key: "extends"), let inherited = completed(base)
        else { return nil }
        var merge = InheritanceMerge(fragments: fragments(of: file.root))
        let root = merge.merged(file.root, onto: inherited.root)
        for diagnostic in merge.diagnostics.items { diagnostics.append(diagnostic) }
        if ["map", "from", "to"].allSatisfy({ root[$0]?.scalar == inherited.root[$0]?.scalar }) {
            superseded.insert(base.path)
        }
        return MapFile(path: file.path, root: root, inherits: true)
    }

    // MARK: What is meant

    private mutating func base(of file: MapFile, named text: String, at location: SourceLocation) -> MapFile?
    {
        let paths = [text, "\(text).yaml"]
        if paths.contains(file.path) {
            if let shipped = replaced[file.path] { return shipped }
            diagnostics.error(
                at: location,
                key: "extends",
                "`\(text)` is this very file, and no shipped file stands behind it",
                suggestion: "name the map to inherit from, or leave out `extends`"
            )
            return nil
        }
        if let found = files.first(where: { paths.contains($0.path) }) { return found }
        let name = MapFile.lastName(text)
        let others =
            files.filter { $0.path != file.path && !$0.isFragment } + [replaced[file.path]].compactMap(\.self)
        let named = others.filter { $0.name == name }
        let fitting = narrowed(named, to: file)
        if let only = fitting.first, fitting.count == 1 { return only }
        let known = others.compactMap(\.name)
        diagnostics.error(
            at: location,
            key: "extends",
            fitting.isEmpty ? "there is no other map `\(name)`" : "several maps are called `\(name)`",
            suggestion: fitting.isEmpty
                ? closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
                : "name the file: \(fitting.map { "`\($0.path)`" }.joined(separator: " or "))"
        )
        return nil
    }

    /// Of maps of one name those that make the same, and of those the ones made of the same; the shipped one of
    /// the same path before all.
    private func narrowed(_ candidates: [MapFile], to file: MapFile) -> [MapFile] {
        var candidates = candidates
        for key in ["to", "from"] where candidates.count > 1 {
            let own = file.root[key]?.scalar
            let same = candidates.filter { own != nil && $0.root[key]?.scalar == own }
            if !same.isEmpty { candidates = same }
        }
        let shipped = candidates.filter { $0.path.hasPrefix(MapFile.replacedFolder) }
        return candidates.count > 1 && !shipped.isEmpty ? shipped : candidates
    }

    private mutating func isNoCircle(_ file: MapFile, at location: SourceLocation, key: String) -> Bool {
        guard let start = underWay.firstIndex(where: { $0.path == file.path }) else { return true }
        let names = underWay[start...].map(\.name) + [underWay[start].name]
        diagnostics.error(
            at: location,
            key: key,
            "a circle: \(names.map { "`\($0)`" }.joined(separator: " → "))",
            suggestion: "one of them must stand by itself"
        )
        return false
    }

    // MARK: Fragments

    /// The entries of every fragment that a file includes, by name.
    private mutating func fragments(of root: Node) -> [String: [Node]] {
        var found: [String: [Node]] = [:]
        for include in Self.includes(in: root["emit"]) {
            guard let name = include.scalar, found[name] == nil else { continue }
            included.insert(name)
            let named = files.filter { $0.isFragment && $0.name == name }
            guard let fragment = named.first, named.count == 1 else {
                let known = files.filter(\.isFragment).compactMap(\.name)
                diagnostics.error(
                    at: include.location,
                    key: "include",
                    named.isEmpty
                        ? "there is no fragment `\(name)`" : "several fragments are called `\(name)`",
                    suggestion: closestMatch(to: name, in: named.isEmpty ? known : []).map {
                        "did you mean `\($0)`?"
                    }
                )
                continue
            }
            guard isNoCircle(fragment, at: include.location, key: "include"),
                let complete = completed(fragment)
            else { continue }
            found[name] = complete.root["emit"]?.sequence ?? []
        }
        return found
    }

    /// What `include:` names anywhere in a list of entries.
    private static func includes(in emit: Node?) -> [Node] {
        (emit?.sequence ?? []).flatMap { entry in
            (entry["include"].map { $0.sequence ?? [$0] } ?? []) + includes(in: entry["emit"])
        }
    }
}
