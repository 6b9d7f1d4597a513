// The invariants of FHIR R4, as they are built into the program: place, key, severity and expression.
//
// The one place of this module that holds a pointer: it wraps the C target that embeds the table.

import CSupport

/// One line of the table.
struct InvariantLine {
    /// A type such as `Bundle.entry`, or a type and one of its elements.
    let place: String
    /// The name by which the standard calls it, such as `bdl-7`.
    let key: String
    /// Whether a resource is not valid without it; else it is a warning.
    let isError: Bool
    /// What must be true, as FHIRPath.
    let expression: String
}

enum InvariantTable {
    /// The invariants of FHIR R4, without those that reading has seen to already.
    static func r4() -> [InvariantLine] {
        lines().compactMap { (fields) -> InvariantLine? in
            guard fields.count == 4, !ensured.contains(String(fields[1])) else { return nil }
            return InvariantLine(
                place: String(fields[0]),
                key: String(fields[1]),
                isError: fields[2] == "error",
                expression: corrected[String(fields[1])]
                    ?? String(fields[3]).replacing("descendants().as(", with: "descendants().ofType(")
            )
        }
    }

    /// The keys of all invariants.
    static func keys() -> Set<String> { Set(lines().compactMap { $0.count > 1 ? String($0[1]) : nil }) }

    private static func lines() -> [[Substring]] {
        var length = 0
        let start = corridor_fhir_r4_constraints(&length)
        let text = String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
        return text.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 3) }
    }

    /// Where the standard's expression does not say what its text does: a FHIR `boolean` is no System `Boolean`.
    ///
    /// And where it asks `as` of many elements, which FHIRPath allows for one only, `ofType` is meant.
    private static let corrected = ["que-7": "operator = 'exists' implies (answer is boolean)"]

    /// An element with neither a value nor elements inside is refused when it is read.
    private static let ensured: Set<String> = ["ele-1"]
}
