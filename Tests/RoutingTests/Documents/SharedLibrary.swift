// Blocks that stand in for files of the shipped library, compiled with all its other files.
//
// Blocks that cannot know of one another are compiled in one library. A block shares it with no other one of its path,
// and with none that is named in it: it must be right without that. Where such a library has an error, the blocks that
// have it are compiled by themselves.

import Mapping

enum SharedLibrary {
    /// A block as a file.
    private struct Placed: Sendable {
        let block: Document.Block
        let file: SiteFile
        /// A map that uses it, for a part of one.
        let user: SiteFile?
        /// The name that it brings, where no shipped file has it.
        let newName: String?

        /// Whether one of the two could make the other right or wrong.
        func concerns(_ other: Placed) -> Bool {
            if file.path == other.file.path { return true }
            return [(self, other), (other, self)].contains { one, other in
                one.newName.map { other.file.text.contains($0) } ?? false
            }
        }
    }

    /// What is wrong with blocks that are maps or tables, by their places; others have no entry.
    static func problems(of blocks: [Document.Block]) async throws -> [String: [String]] {
        let shipped = try Document.shippedMaps()
        let rounds = rounds(of: blocks, replacing: Set(shipped.map(\.path)))
        return await withTaskGroup(of: [String: [String]].self) { group in
            for round in rounds { group.addTask { problems(of: round, among: shipped, blocks) } }
            return await group.reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
        }
    }

    /// The blocks in as few libraries as may be.
    private static func rounds(of blocks: [Document.Block], replacing paths: Set<String>) -> [[Placed]] {
        var rounds: [[Placed]] = []
        for block in blocks {
            guard let file = file(of: block) else { continue }
            let newName = paths.contains(file.path) ? nil : name(of: file.path)
            let placed = Placed(block: block, file: file, user: user(of: file), newName: newName)
            if let round = rounds.firstIndex(where: { !$0.contains(where: placed.concerns) }) {
                rounds[round].append(placed)
            } else {
                rounds.append([placed])
            }
        }
        return rounds
    }

    /// What is wrong with blocks that stand in one library: one in which something is wrong is looked at by itself.
    private static func problems(
        of round: [Placed],
        among shipped: [SiteFile],
        _ blocks: [Document.Block]
    ) -> [String: [String]] {
        let files = round.flatMap { [$0.file, $0.user].compactMap(\.self) }
        let errors = errors(of: files, among: shipped, blocks)
        if errors.isEmpty || round.count == 1 {
            return Dictionary(round.map { ($0.block.place, errors) }) { first, _ in first }
        }
        let wrong = round.filter { placed in
            let paths = [placed.file.path, placed.user?.path].compactMap(\.self)
            return errors.contains { error in paths.contains { error.hasPrefix($0) } }
        }
        let alone = wrong.isEmpty ? round : wrong
        let rest = round.filter { placed in !alone.contains { $0.file.path == placed.file.path } }
        let groups = alone.map { [$0] } + (rest.isEmpty ? [] : [rest])
        return groups.reduce(into: [:]) { all, group in
            all.merge(problems(of: group, among: shipped, blocks)) { first, _ in first }
        }
    }

    private static func errors(
        of files: [SiteFile],
        among shipped: [SiteFile],
        _ blocks: [Document.Block]
    ) -> [String] {
        let paths = Set(files.map(\.path))
        // Maps of one direction know nothing of the others', tables aside.
        let folders = Set(paths.map(folder)).union(["tables"])
        let needed =
            paths.contains { folder($0) == "tables" }
            ? shipped : shipped.filter { folders.contains(folder($0.path)) }
        let others = needed.map { paths.contains($0.path) ? $0.replaced : $0 }
        // Maps from FHIR to FHIR are the reference's own, and call one another.
        let beside = blocks.compactMap { file(of: $0) }.filter { other in
            isOwn(other.path) && !paths.contains(other.path)
                && files.contains { $0.path.hasPrefix("fhir-to-fhir/") }
        }
        return DocumentSite.compile(others + files + beside).errors
    }

    private static func folder(_ path: String) -> String { String(path.prefix { $0 != "/" }) }

    private static func isOwn(_ path: String) -> Bool {
        path.hasPrefix("fhir-to-fhir/") || path == "tables/north-tests.yaml"
    }

    private static func name(of path: String) -> String? {
        path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) }
    }

    /// The file that a block is; `nil` where it is none of a library's.
    private static func file(of block: Document.Block) -> SiteFile? {
        let heading = block.heading ?? ""
        if let match = heading.wholeMatch(of: /set of a map from (\w+) to (\w+)/) {
            let line = block.place.split(separator: ":").last ?? ""
            let name = "example-\(line)-\(match.1)"
            let head = "map: \(name)\nfrom: hl7v2 \(match.1)\nto: fhir \(match.2)\nset:\n"
            return SiteFile(
                path: "hl7v2-to-fhir/segments/\(name).yaml",
                text: head + indented(block.text)
            )
        }
        if let match = heading.wholeMatch(of: /emit of a map from (\w+)/) {
            let head = "map: \(match.1)\nfrom: hl7v2 \(match.1)\nto: fhir Bundle\nemit:\n"
            return SiteFile(
                path: "hl7v2-to-fhir/messages/\(match.1).yaml",
                text: head + indented(block.text)
            )
        }
        let folders = ["hl7v2-to-fhir/", "fhir-to-hl7v2/", "fhir-to-fhir/", "hl7v2-to-hl7v2/", "tables/"]
        guard folders.contains(where: heading.hasPrefix) else { return nil }
        return SiteFile(path: heading, text: block.text)
    }

    /// A message map in which an example of a `set` is compiled; other files need none.
    private static func user(of file: SiteFile) -> SiteFile? {
        guard let name = name(of: file.path), name.hasPrefix("example-") else { return nil }
        let entry =
            name.hasSuffix("OBX")
            ? "{resource: Observation, for: OBSERVATION, use: \(name), set: {status: {constant: final}, code: OBX-3}}"
            : "{resource: Patient, for: PATIENT, use: \(name)}"
        return SiteFile(
            path: "hl7v2-to-fhir/messages/\(name).yaml",
            text: """
                map: \(name)-message
                from: hl7v2 ORU_R01
                to: fhir Bundle
                emit:
                  - for: PATIENT_RESULT
                    emit:
                      - \(entry)
                """
        )
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }
}
