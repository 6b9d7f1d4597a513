// One row of a segment's or datatype's sheet that has a target in FHIR, and the element that it names.

import FHIR
import Foundation

/// A row with a target.
struct GuideRow {
    /// The sheet it stands in.
    let sheet: GuideSheet
    /// `PID-5`, `CX.4`, the segment alone, or nothing.
    let identifier: String
    /// The element as the guide writes it.
    let element: String
    /// The concept map that translates it, where one is named.
    let vocabulary: String
    /// What the guide assigns: a quoted text, or a sentence.
    let assignment: String
    /// When it holds, in whichever of its three languages the guide says it.
    let condition: String
    /// What the datatype's own sheet makes of the value: `RelatedPerson` of `CX[RelatedPerson-Mother]`.
    let made: String

    /// The rows of a sheet that have a target.
    static func rows(of sheet: GuideSheet) -> [GuideRow] {
        sheet.rows.compactMap { row in
            guard !row[9].isEmpty else { return nil }
            return GuideRow(
                sheet: sheet,
                identifier: row[1],
                element: row[9].filter { !$0.isWhitespace },
                vocabulary: row[15].filter { !$0.isWhitespace },
                assignment: row[16],
                condition: row[6...8].first { !$0.isEmpty } ?? "",
                made: String(row[14].drop { $0 != "[" }.dropFirst().prefix { $0.isLetter })
            )
        }
    }

    /// The text that it assigns, where it is one: `"PLAC"` is `PLAC`.
    var constant: String? {
        guard assignment.count > 2, assignment.hasPrefix("\""), assignment.hasSuffix("\"") else { return nil }
        let inner = assignment.dropFirst().dropLast()
        return inner.contains("\"") ? nil : inner.trimmingCharacters(in: .whitespaces)
    }

    /// Whether it assigns what the field holds anyway: `"X"` where OBX-11 is `X`.
    var isPassedThrough: Bool {
        guard let constant else { return false }
        let words = condition.split(separator: " ")
        return words.count == 4 && words[1] == identifier[...] && ["IS", "EQUALS"].contains(words[2])
            && words[3] == "\"\(constant)\""
    }

    /// Where it reads: the segment or datatype and its numbers; without numbers the whole of it.
    var source: FactSource {
        let parts = identifier.split { $0 == "-" || $0 == "." }
        guard parts.count > 1, let number = Int(parts[1]) else {
            return FactSource(root: sheet.source, numbers: [])
        }
        // A sheet of a segment has a row of a related one; one of a datatype names its like.
        let root = sheet.kind == .segments ? String(parts[0]) : sheet.source
        return FactSource(root: root, numbers: [number])
    }

    /// The elements that it names, from the resource of the sheet through the references in parentheses.
    ///
    /// `asserter(Practitioner.name)` of a Condition is `Condition.asserter` and `Practitioner.name`.
    func chain(_ element: String) -> [Link] {
        let root = String(sheet.target.prefix { $0 != "-" })
        var links: [Link] = []
        var rest = element.replacing(/\[[0-9a-z-]*[\]}]?/, with: "").replacing(/="[^"]*"$/, with: "")[...]
        rest = rest.replacing(".reference(", with: "(").filter { $0 != ")" }[...]
        var type = String(root.prefix { $0 != "." })
        // The whole of what the field becomes, which may be a resource of its own.
        if element == "$this", let found = FHIR.Definitions.r4.type(named: made),
            FHIR.Definitions.r4.isResource(found)
        {
            type = made
        }
        let prefix = root.split(separator: ".").dropFirst().map(String.init)
        var steps = prefix
        for (position, part) in rest.split(separator: "(", omittingEmptySubsequences: false).enumerated() {
            var names = part.split { $0 == "." || $0 == ":" }.map(String.init)
            if position > 0, let name = names.first {
                (type, steps) = (name, [])
                names = Array(names.dropFirst())
            }
            if names == ["$this"] || names == ["$value"] { names = [] }
            links.append(Link(type: type, steps: steps + names))
        }
        return links
    }

    /// An element of a type, by its steps.
    struct Link: Hashable {
        let type: String
        let steps: [String]
    }
}
