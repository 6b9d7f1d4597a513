// Two resources of FHIR, element by element: the order of members and blanks say nothing.
//
// Lists are aligned, so that an entry more is one difference. Entries of a Bundle are paired by their resource: the
// same one, one about the same thing (identifier, code), or one of its type.

public import FHIR
import Foundation

/// Compares resources.
public struct TreeComparison {
    private let options: ComparisonOptions
    private var differences: [Difference] = []

    private init(_ options: ComparisonOptions) { self.options = options }

    /// Everything in which one resource differs from another.
    public static func differences(
        expected: Tree,
        found: Tree,
        options: ComparisonOptions = ComparisonOptions()
    ) -> [Difference] {
        var comparison = TreeComparison(options)
        let name = expected.root.type.name
        comparison.compare(expected.root, found.root, Place(text: name, kind: name, container: nil))
        return comparison.differences
    }

    /// Where a comparison stands.
    private struct Place {
        /// From the resource's type, with numbers.
        var text: String
        /// The same without numbers.
        var kind: String
        /// The entry of the Bundle around it.
        var container: String?

        var description: String { container.map { "\(text) (\($0))" } ?? text }

        func child(_ node: Tree.Node, number: Int?) -> Place {
            if node.type.isResource {
                return Place(text: node.type.name, kind: node.type.name, container: container ?? text)
            }
            var place = self
            place.text += ".\(node.name)" + (number.map { "[\($0)]" } ?? "")
            place.kind += ".\(node.name)"
            return place
        }
    }

    private mutating func compare(_ expected: Tree.Node, _ found: Tree.Node, _ place: Place) {
        if expected.type.isResource, expected.type.name != found.type.name {
            return note(place, Self.text(expected), Self.text(found))
        }
        if expected.text != found.text, !isSameNumber(expected, found) {
            note(place, expected.text, found.text)
        }
        var names: [String] = []
        for child in Array(expected.children) + Array(found.children) where !names.contains(child.name) {
            names.append(child.name)
        }
        for name in names {
            let left = expected.children.filter { $0.name == name }
            let right = found.children.filter { $0.name == name }
            guard let first = left.first ?? right.first,
                !options.ignores(place.child(first, number: nil).kind),
                !isIdentity(name, of: expected)
            else { continue }
            compareAll(left, right, place, isList: first.element?.isRepeating ?? false)
        }
    }

    /// Compares all children of one name.
    private mutating func compareAll(
        _ expected: [Tree.Node],
        _ found: [Tree.Node],
        _ place: Place,
        isList: Bool
    ) {
        for pair in Alignment.pairs(expected.map(keys), found.map(keys)) {
            let one = pair.expected.map { expected[$0] }
            let other = pair.found.map { found[$0] }
            guard let node = one ?? other else { continue }
            let number = isList ? pair.expected ?? pair.found : nil
            // What is in one of them only is named by where it stands there.
            let own = place.child(node, number: number)
            if let one, let other {
                compare(one, other, own)
            } else {
                note(own, one.map(Self.text), other.map(Self.text))
            }
        }
    }

    private mutating func note(_ place: Place, _ expected: String?, _ found: String?) {
        differences.append(
            Difference(place: place.description, kind: place.kind, expected: expected, found: found)
        )
    }

    /// Whether an element says only by which address an engine knows a resource.
    private func isIdentity(_ name: String, of parent: Tree.Node) -> Bool {
        guard options.ignoresIdentity else { return false }
        return name == "url" ? parent.name == "request" : Self.identities.contains(name)
    }

    private static let identities: Set<String> = [
        "id", "fullUrl", "reference", "ifNoneExist", "lastUpdated", "versionId",
    ]

    private func isSameNumber(_ expected: Tree.Node, _ found: Tree.Node) -> Bool {
        guard options.ignoresIdentity, expected.type.name == "decimal", let left = expected.text,
            let right = found.text
        else { return false }
        return Decimal(string: left) == Decimal(string: right)
    }

    /// What an item of a list is, from the narrowest to the widest.
    private func keys(_ node: Tree.Node) -> [String] {
        guard let resource = node["resource"], resource.type.isResource else {
            return [signature(node), "", "", ""]
        }
        let name = resource.type.name
        let subjects =
            resource.nodes(at: "code.coding").prefix(1).compactMap { $0["code"]?.text }
            + resource.nodes(at: "identifier").prefix(1).compactMap { $0["value"]?.text }
        let address = options.ignoresIdentity ? nil : node["fullUrl"]?.text
        let subject = "\(name) \(subjects.joined(separator: " "))"
        return [signature(node), address.map { "\(name) \($0)" } ?? subject, subject, name]
    }

    /// All that counts of a node, as one text.
    private func signature(_ node: Tree.Node) -> String {
        var text = node.text ?? ""
        for child in node.children where !isIdentity(child.name, of: node) {
            text += "{\(child.name) \(child.type.name):\(signature(child))}"
        }
        return text
    }

    /// A node for people: the text of a primitive, else JSON.
    private static func text(_ node: Tree.Node) -> String {
        node.text ?? String(decoding: JSONWriter.write(node), as: UTF8.self)
    }
}
