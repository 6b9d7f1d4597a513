// Where the structure of the messages is not known, a segment's name means the first of the message. In an edit of one
// segment that may be another one's neighbour (the OBR of another OBX), so such names are kept and counted at run time.

import FHIRPath
import HL7v2
import LocatedYAML

extension EditCompiler {
    /// The segments that the expressions below a node read as the first of the message.
    ///
    /// - Parameters:
    ///   - node: an edit.
    ///   - only: the keys to look at; `nil` for all that hold expressions.
    ///   - scope: what is at hand.
    /// - Returns: their names, sorted.
    func unscoped(in node: Node, _ only: [String]?, _ scope: Scope) -> [SegmentName] {
        guard structure == nil, let atHand = scope.segment, atHand != "MSH" else { return [] }
        var names: Set<SegmentName> = []
        for text in texts(of: node, only ?? ["when", "to", "value", "otherwise", "set"]) {
            // What cannot be parsed was complained about.
            guard let expression = try? Expression(text) else { continue }
            for location in expression.locations {
                guard let step = location.steps.first, location.steps.count == 1,
                    step.index == .unspecified, step.name != atHand, step.name != "MSH",
                    let name = SegmentName(wellFormed: step.name)
                else { continue }
                names.insert(name)
            }
        }
        return names.sorted { $0.description < $1.description }
    }

    private func texts(of node: Node, _ keys: [String]) -> [String] {
        (node.mapping ?? []).filter { keys.contains($0.key) }.flatMap { entry -> [String] in
            if let text = entry.value.scalar { return entry.key == "set" ? [] : [text] }
            let all = entry.value.mapping?.map(\.key) ?? []
            return texts(of: entry.value, entry.key == "set" ? all : keys)
        }
    }
}
