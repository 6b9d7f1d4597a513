// The codes of a CodeSystem file, with what filters of value sets ask about them: their parents and properties.
//
// A system that is not complete says nothing of the codes it does not list. Supplements add no codes and are passed
// over. Source: FHIR R4, "CodeSystem".

import FHIR

/// A code system of a site.
struct CodeSystemContent: Sendable {
    /// What is known of a code.
    struct Concept: Sendable {
        /// The codes it stands below, directly.
        var parents: Set<String> = []
        /// The values of its properties, by their codes.
        var properties: [String: Set<String>] = [:]
    }

    /// Its canonical address.
    let url: String
    /// Whether every code of the system is listed.
    let isComplete: Bool
    private let isCaseSensitive: Bool
    private var concepts: [String: Concept] = [:]

    /// Reads a CodeSystem.
    ///
    /// - Returns: `nil` without an address, and for a supplement.
    init?(_ root: Tree.Node) {
        guard let url = root["url"]?.text, root["content"]?.text != "supplement" else { return nil }
        self.url = url
        isComplete = root["content"]?.text == "complete"
        isCaseSensitive = root["caseSensitive"]?.text != "false"
        for concept in root.children(named: "concept") { add(concept, below: nil) }
    }

    /// How many codes are listed.
    var count: Int { concepts.count }

    /// Whether the system has a code.
    func has(_ code: String) -> Membership {
        concepts[key(code)] != nil ? .yes : isComplete ? .no : .unknown
    }

    /// Whether a code is another one or stands below it.
    func isCode(_ code: String, below ancestor: String) -> Bool {
        let goal = key(ancestor)
        var upcoming = [key(code)]
        var met: Set<String> = []
        while let current = upcoming.popLast() {
            if current == goal { return true }
            guard met.insert(current).inserted, let concept = concepts[current] else { continue }
            upcoming.append(contentsOf: concept.parents)
        }
        return false
    }

    /// Whether two codes are the same in this system.
    func isSame(_ left: String, _ right: String) -> Bool { key(left) == key(right) }

    /// What is known of a code; `nil` where it is not listed.
    func concept(_ code: String) -> Concept? { concepts[key(code)] }

    private func key(_ code: String) -> String { isCaseSensitive ? code : code.lowercased() }

    /// The depth is bounded by the reader's.
    private mutating func add(_ node: Tree.Node, below parent: String?) {
        guard let code = node["code"]?.text else { return }
        var concept = concepts[key(code)] ?? Concept()
        if let parent { concept.parents.insert(parent) }
        for property in node.children(named: "property") {
            guard let name = property["code"]?.text, let value = property["value"] else { continue }
            guard let text = value.text ?? value["code"]?.text else { continue }
            concept.properties[name, default: []].insert(text)
            switch name {
            case "parent", "subsumedBy": concept.parents.insert(key(text))
            case "child": concepts[key(text), default: Concept()].parents.insert(key(code))
            default: break
            }
        }
        concepts[key(code)] = concept
        for child in node.children(named: "concept") { add(child, below: key(code)) }
    }
}
