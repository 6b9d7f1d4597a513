// What invariants may ask about the site: whether something conforms to one of its profiles, whether a code is in one
// of its value sets, and which code stands above another.

import FHIR
import FHIRPath

extension ProfileSet {
    /// Answers for expressions over one tree.
    ///
    /// A profile whose rules ask about profiles in turn gets no answer there, so that no question goes in circles.
    ///
    /// - Parameters:
    ///   - environment: what the expressions see otherwise.
    ///   - targets: where references of the tree point to.
    /// - Returns: nothing where the site has nothing.
    func knowledge(_ environment: TreeEnvironment, _ targets: ReferenceTargets) -> TreeKnowledge {
        var knowledge = TreeKnowledge()
        guard !isEmpty else { return knowledge }
        knowledge.isMember = { [storage] code, system, valueSet in
            switch storage.terminology.contains(code, of: system, in: valueSet) {
            case .yes: true
            case .no: false
            case .unknown: nil
            }
        }
        knowledge.subsumes = { [storage] general, special, system in
            storage.terminology.systems[system]?.isCode(special, below: general)
        }
        var inner = environment
        inner.knowledge = knowledge
        knowledge.conforms = { [storage, inner] node, profile in
            guard let position = storage.positions[CanonicalAddress(profile).url] else { return nil }
            let runner = InvariantRunner(tree: node.tree, environment: inner)
            var check = ProfileCheck(node.tree, storage, runner, targets)
            return check.satisfies(node.index, position)
        }
        return knowledge
    }
}
