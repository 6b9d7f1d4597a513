// The invariants compiled, and where each must hold: at all values of a type, or at all of an element.

import FHIR
import FHIRPath

/// A rule among several elements.
struct Invariant: Sendable {
    let key: String
    let isError: Bool
    let expression: TreeExpression
    /// The expression for people, cut where it is long.
    let text: String

    /// The most characters of an expression that are shown.
    static let shownCharacters = 160
}

/// The invariants of a FHIR version.
final class Invariants: Sendable {
    /// Those of FHIR R4; compiling them takes some milliseconds, once.
    static let r4 = Invariants(InvariantTable.r4(), schema: .r4)
    /// None: R4B's and R5's are not built in.
    private static let none = Invariants([], schema: .r4)

    /// Those of a FHIR version: R4's, and none for another.
    static func of(_ definitions: Definitions) -> Invariants {
        definitions.isSame(as: .r4) ? r4 : none
    }

    /// The keys of all rules of the standard, those that reading sees to included.
    static let standardKeys = InvariantTable.keys()

    private let ofTypes: [TypeID: [Invariant]]
    private let ofMembers: [Member: [Invariant]]
    /// Lines that could not be compiled or placed, by key; none, as a test sees to.
    let unusable: [String]

    init(_ lines: [InvariantLine], schema: TreeSchema) {
        let definitions = schema.definitions
        var own: [TypeID: [Invariant]] = [:]
        var ofMembers: [Member: [Invariant]] = [:]
        var unusable: [String] = []
        for line in lines {
            do throws(TreeProblem) {
                let invariant = Invariant(
                    key: line.key,
                    isError: line.isError,
                    expression: try TreeExpression(line.expression, schema: schema),
                    text: line.expression.count <= Invariant.shownCharacters
                        ? line.expression : line.expression.prefix(Invariant.shownCharacters) + "…"
                )
                if let type = definitions.type(named: line.place) {
                    own[type, default: []].append(invariant)
                } else if let element = Self.element(line.place, in: definitions) {
                    for reference in element.types {
                        guard let member = element.member(as: reference.type) else { continue }
                        ofMembers[member, default: []].append(invariant)
                    }
                } else {
                    unusable.append(line.key)
                }
            } catch {
                unusable.append(line.key)
            }
        }
        self.ofMembers = ofMembers
        self.unusable = unusable
        ofTypes = Dictionary(
            uniqueKeysWithValues: definitions.types.map { type in
                (type.id, Self.ancestry(of: type.id, in: definitions).flatMap { own[$0] ?? [] })
            }
        )
    }

    /// What must hold at a node, by its type and by which member it is.
    func rules(of type: TypeID, member: Member?) -> [Invariant] {
        let rules = ofTypes[type] ?? []
        guard let member, let more = ofMembers[member] else { return rules }
        return rules + more
    }

    /// The element that a place such as `Narrative.div` names.
    private static func element(_ place: String, in definitions: Definitions) -> ElementDefinition? {
        guard let dot = place.lastIndex(of: "."), let owner = definitions.type(named: String(place[..<dot]))
        else {
            return nil
        }
        return definitions.element(named: String(place[place.index(after: dot)...]), in: owner)
    }

    private static func ancestry(of type: TypeID, in definitions: Definitions) -> [TypeID] {
        var ancestry = [type]
        while let base = definitions[ancestry[ancestry.count - 1]].base { ancestry.append(base) }
        return ancestry
    }
}
