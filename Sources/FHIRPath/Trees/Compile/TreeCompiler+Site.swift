// Functions that expressions of a site have beside FHIRPath's: tables, the place in a list, the control id.

import LocatedYAML

extension TreeCompiler {
    /// A function of sites; `nil` where it is none, or the expression is none of a site's.
    mutating func siteCall(
        _ name: String,
        on base: Expression?,
        _ arguments: [Expression],
        _ around: Surroundings,
        at position: Int
    ) throws(TreeProblem) -> Compiled? {
        guard let site else { return nil }
        switch name {
        case "lookup":
            guard arguments.count == 1, case .literal(.text(let table)) = arguments[0].kind else {
                throw .semantic(
                    position,
                    "`lookup` takes the name of a table",
                    suggestion: "in quotes, as in `gender.lookup('administrative-gender')`"
                )
            }
            guard let found = site.tables.first(where: { $0.name == table }) else {
                let meant = closestMatch(to: table, in: site.tables.map(\.name))
                throw .semantic(
                    arguments[0].position,
                    "there is no table `\(table)`",
                    suggestion: meant.map { "did you mean `\($0)`?" }
                )
            }
            let input: Compiled
            if let base { input = try compile(base, around) } else { input = (.this, around.this) }
            if input.shape.isComplex(in: definitions) {
                throw .semantic(position, "`lookup` translates a code, and this has elements")
            }
            let shape = TreeShape.string.counted(plural: input.shape.isPlural)
            return (.translate(input.step, TreeTable(found, site.direction)), shape)
        case "position" where base == nil && arguments.isEmpty: return (.position, .integer)
        case "control_id" where base == nil && arguments.isEmpty: return (.controlID, .string)
        default: return nil
        }
    }
}
