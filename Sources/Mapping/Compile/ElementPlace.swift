// The left side of a rule: `strength.numerator`, `value[x]`, `valueQuantity`, resolved against the definitions.

import FHIR
import LocatedYAML

/// The element that a key names, as seen from the type whose rules it stands in.
struct ElementPlace {
    /// The steps before the element.
    var path: [Member] = []
    /// The element.
    let element: ElementDefinition
    /// The types it can take here.
    var types: [TypeID]
    /// What a reference in it may point to.
    var targets: [TypeID] { element.types.flatMap(\.targets) }

    /// Finds the element; `nil` where there is none, which is reported.
    static func find(
        _ key: String,
        in type: TypeID,
        at location: SourceLocation,
        path keyPath: String,
        into diagnostics: inout Diagnostics
    ) -> ElementPlace? {
        let definitions = Definitions.r4
        var path: [Member] = []
        var current = type
        let steps = key.split(separator: ".").map(String.init)
        for (index, step) in steps.enumerated() {
            guard let element = definitions.element(named: step, in: current) else {
                reportUnknown(step, in: current, key: keyPath, at: location, into: &diagnostics)
                return nil
            }
            let member = definitions.member(named: step, in: current) ?? element.onlyMember
            guard index < steps.count - 1 else {
                let types = member.map { [definitions.type(of: $0)] } ?? element.types.map(\.type)
                return ElementPlace(path: path, element: element, types: types)
            }
            guard let member else {
                diagnostics.error(
                    at: location,
                    key: keyPath,
                    "`\(step)` can be of several types",
                    suggestion: "name one, as in `\(step.replacing("[x]", with: ""))Quantity`"
                )
                return nil
            }
            path.append(member)
            current = definitions.type(of: member)
        }
        return nil
    }

    private static func reportUnknown(
        _ name: String,
        in type: TypeID,
        key: String,
        at location: SourceLocation,
        into diagnostics: inout Diagnostics
    ) {
        let definitions = Definitions.r4
        let names = definitions.elements(of: type).map(\.name)
        let meant = closestMatch(to: name, in: names)
        diagnostics.error(
            at: location,
            key: key,
            "\(definitions[type].name) has no element `\(name)`",
            suggestion: meant.map { "did you mean `\($0)`?" }
        )
    }

    /// The members the element can be, of whatever type: one value fills a choice.
    var members: [Member] {
        element.types.compactMap { element.member(as: $0.type) }
    }

    /// The place with every type the element can take again, for `otherwise` after `type:`.
    var widened: ElementPlace {
        guard element.isChoice, types.count == 1 else { return self }
        var place = self
        place.types = element.types.map(\.type)
        return place
    }
}
