// Whether codes are in the value sets that a profile binds them to.

import FHIR

extension ProfileCheck {
    /// A code with its system.
    private struct Code {
        let code: String
        let system: String?
    }

    /// Checks the codes of a value; what cannot be known is taken to be right.
    mutating func checkCodes(_ index: Tree.Index, _ binding: BindingRule) {
        let node = tree.node(at: index)
        // A value that is absent for a reason given in an extension is left alone.
        if node.type.isPrimitive, node.text == nil { return }
        let codes = Self.codes(of: node)
        let severity: OutcomeIssue.Severity = binding.isRequired ? .error : .warning
        let name = CanonicalAddress(binding.valueSet).url
        if codes.isEmpty {
            guard binding.isRequired, !binding.isForAll else { return }
            report(.codeInvalid, "there is no code of the value set \(name)", at: index)
            return
        }
        let memberships = codes.map { membership(of: $0, in: binding.valueSet) }
        let isWrong =
            binding.isForAll ? memberships.contains(.no) : memberships.reduce(.no) { $0 || $1 } == .no
        guard isWrong else { return }
        let what = codes.count == 1 ? "the code is not" : binding.isForAll ? "a code is not" : "no code is"
        report(.codeInvalid, "\(what) in the value set \(name)", at: index, severity: severity)
    }

    /// Whether a code, or one of the codes of a value, is in a value set.
    func membership(of node: Tree.Node, in valueSet: String) -> Membership {
        Self.codes(of: node).reduce(.no) { $0 || membership(of: $1, in: valueSet) }
    }

    private func membership(of code: Code, in valueSet: String) -> Membership {
        set.terminology.contains(code.code, of: code.system, in: valueSet)
    }

    private static func codes(of node: Tree.Node) -> [Code] {
        switch node.type.name {
        case "CodeableConcept": node.children(named: "coding").flatMap(codes)
        // The code of a quantity is that of its unit.
        case "Coding", "Quantity", "Age", "Count", "Distance", "Duration":
            node["code"]?.text.map { [Code(code: $0, system: node["system"]?.text)] } ?? []
        default: node.text.map { [Code(code: $0, system: nil)] } ?? []
        }
    }
}
