// One element of a differential or snapshot, with its path taken apart: which element of which slice it is about.
//
// The id says so (`Observation.category:lab.coding`); where hand-written files have none, the path and the slice names
// of the entries before do. Source: FHIR R4, "ElementDefinition", §2.28.0.1 "Element ids".

import FHIR

/// An entry of a profile's list of elements.
struct ElementEntry: Sendable {
    /// A step from a type down to an element.
    struct Step: Hashable, Sendable {
        /// As it is written: `category`, `value[x]`, `valueQuantity`.
        let name: String
        /// The slice and the slices in it: `lab/chemistry` is two.
        var slices: [String] = []

        /// As an id has it.
        var text: String { slices.isEmpty ? name : "\(name):\(slices.joined(separator: "/"))" }
    }

    let place: Place
    let path: String
    /// The way from the type to the element; empty at the type itself.
    let steps: [Step]
    /// The type that the path begins with.
    let root: String

    /// What the element is called in problems: its id without the type, or the type.
    var label: String { steps.isEmpty ? root : steps.map(\.text).joined(separator: ".") }

    /// What it says, by the names of R4's ElementDefinition.
    func text(_ name: String) -> String? { place.node[name]?.text }

    /// Reads a list of elements.
    static func read(_ places: [Place]) -> [ElementEntry] {
        var entries: [ElementEntry] = []
        entries.reserveCapacity(places.count)
        /// The slices that the entries before were about, by their plain paths.
        var open: [String: [String]] = [:]
        for place in places {
            let path = place.node["path"]?.text ?? ""
            let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            var steps = place.node["id"]?.text.map(steps) ?? []
            let hasID = steps.count == names.count
            if !hasID { steps = stepsByPath(names, open) }
            if let last = steps.indices.last, !hasID || steps[last].slices.isEmpty {
                steps[last].slices = place.node["sliceName"]?.text.map(slices) ?? []
            }
            // What stood below an earlier entry of this path is over.
            open = open.filter { !$0.key.hasPrefix(path + ".") }
            open[path] = steps.last?.slices
            entries.append(
                ElementEntry(
                    place: place,
                    path: path,
                    steps: Array(steps.dropFirst()),
                    root: names.first ?? ""
                )
            )
        }
        return entries
    }

    /// `Observation.category:lab.coding` in steps.
    private static func steps(of id: String) -> [Step] {
        id.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let halves = part.split(separator: ":", maxSplits: 1).map(String.init)
            return Step(name: halves.first ?? "", slices: halves.count > 1 ? slices(halves[1]) : [])
        }
    }

    private static func slices(_ name: String) -> [String] { name.split(separator: "/").map(String.init) }

    private static func stepsByPath(_ names: [String], _ open: [String: [String]]) -> [Step] {
        var path = ""
        return names.map { name in
            path += path.isEmpty ? name : "." + name
            return Step(name: name, slices: open[path] ?? [])
        }
    }
}
