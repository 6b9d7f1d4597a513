// Extensions that the site defines, wherever they are used: what they must be, and where they may be.
//
// Source: FHIR R4, "Defining Extensions".

import FHIR
import FHIRPath

extension ProfileCheck {
    /// Checks an extension against its definition, where the site has it.
    mutating func checkExtension(at index: Tree.Index, _ member: Member?) {
        guard let url = tree.node(at: index)["url"]?.text, let position = set.extensions[url] else { return }
        check(index, against: position)
        let definition = set.profiles[position]
        let outer = current
        current = position
        let isModifier = member.map { definitions.name(of: $0) == "modifierExtension" } ?? false
        if isModifier != definition.isModifier {
            let place = definition.isModifier ? "modifierExtension" : "extension"
            report(.structure, "this extension must stand in `\(place)`", at: index)
        }
        let ancestry = tree.ancestry(of: index)
        if !definition.contexts.isEmpty, ancestry.count > 1 {
            let parents = Array(ancestry.dropLast())
            if !definition.contexts.contains(where: { allows($0, parents) }) {
                report(.businessRule, "this extension may not be used here", at: index)
            }
        }
        current = outer
    }

    /// Whether a context is the element that stands last in a line of ancestors.
    private func allows(_ context: ExtensionContext, _ ancestry: [Tree.Index]) -> Bool {
        guard let parent = ancestry.last else { return true }
        switch context {
        case .element(let path):
            // Of `…/StructureDefinition/Patient#Patient.name` the path counts.
            let plain = path.split(separator: "#").last.map(String.init) ?? path
            return plain.contains("/") || names(of: ancestry).contains(plain)
        case .extension(let url):
            let plain = url.split(separator: "#").first.map(String.init) ?? url
            return tree.node(at: parent)["url"]?.text == plain
        case .expression(let expression):
            let values = try? expression.evaluate(
                tree,
                at: targets.resource(around: parent),
                in: runner.environment
            )
            // What cannot be asked is not held against anybody.
            guard let values else { return true }
            return values.contains { if case .node(parent) = $0 { true } else { false } }
        }
    }

    /// Everything that the last element of a line is called: its types, and its paths from types and resources.
    private func names(of ancestry: [Tree.Index]) -> Set<String> {
        guard let last = ancestry.last else { return [] }
        var names: Set<String> = ["Element", "*"]
        var type: TypeID? = tree.type(at: last)
        while let current = type {
            names.insert(definitions[current].name)
            type = definitions[current].base
        }
        var path = ""
        for index in ancestry.reversed() {
            let name = definitions[tree.type(at: index)].name
            names.insert(name + path)
            guard !definitions.isResource(tree.type(at: index)), let element = tree.node(at: index).element
            else {
                break
            }
            path = ".\(element.name)" + path
        }
        return names.union(names.map { $0.replacing("[x]", with: "") })
    }
}
