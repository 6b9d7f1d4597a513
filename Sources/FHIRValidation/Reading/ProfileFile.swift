// A file of a site's folder with what was read from it, and the places in it that problems name.
//
// A file holds one resource or a Bundle of them. Places are worked out when something is to be said, by reading the
// text once more.

import FHIR
import LocatedYAML

/// A file that may hold StructureDefinitions, ValueSets and CodeSystems.
public struct ProfileFile: Sendable {
    /// Its path in the site's folder, which problems name.
    public let path: String
    /// Its text, JSON or XML.
    public let text: String

    /// Names a file's text.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// An element of a file, as something that can be located.
struct Place: Sendable {
    private let path: String
    private let bytes: [UInt8]
    let node: Tree.Node

    init(path: String, bytes: [UInt8], node: Tree.Node) {
        self.path = path
        self.bytes = bytes
        self.node = node
    }

    /// Another element of the same file.
    func at(_ node: Tree.Node?) -> Place {
        Place(path: path, bytes: bytes, node: node ?? self.node)
    }

    /// Where it stands.
    var location: SourceLocation {
        let position = SourceText(bytes, of: node.tree).position(of: node.index)
        return SourceLocation(file: path, line: position?.line ?? 1, column: position?.column ?? 1)
    }
}

extension ProfileFile {
    /// The resources of the file; what is wrong with it is in `diagnostics`.
    func resources(_ definitions: Definitions, into diagnostics: inout Diagnostics) -> [Place] {
        let bytes = Array(text.utf8)
        let isXML = bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
        let tree: Tree
        do {
            tree =
                try isXML
                ? XMLReader.read(bytes, definitions: definitions)
                : JSONReader.read(bytes, definitions: definitions)
        } catch {
            for issue in error.issues { diagnostics.append(diagnostic(issue)) }
            return []
        }
        let issues = Validator.issues(in: tree)
        for issue in SourceText(bytes, of: tree).placing(issues) { diagnostics.append(diagnostic(issue)) }
        guard issues.isEmpty else { return [] }
        let root = Place(path: path, bytes: bytes, node: tree.root)
        guard tree.root.type.name == "Bundle" else { return [root] }
        return tree.root.nodes(at: "entry.resource").map(root.at)
    }

    private func diagnostic(_ issue: OutcomeIssue) -> Diagnostic {
        let location = SourceLocation(
            file: path,
            line: issue.position?.line ?? 1,
            column: issue.position?.column ?? 1
        )
        return Diagnostic(
            .error,
            at: location,
            key: issue.expression.isEmpty ? nil : issue.expression,
            issue.text
        )
    }
}

/// A canonical address, with its version apart (FHIR R4, "canonical").
struct CanonicalAddress: Hashable, Sendable {
    let url: String
    let version: String?

    init(_ text: String) {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        url = parts.first.map { $0.split(separator: "#", maxSplits: 1).first.map(String.init) ?? "" } ?? ""
        version = parts.count > 1 ? String(parts[1]) : nil
    }
}
