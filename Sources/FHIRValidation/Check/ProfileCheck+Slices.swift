// Which slice a value is of: the discriminators' paths walked, and what must hold at their ends.

import FHIR

extension ProfileCheck {
    /// What stands at the end of a path.
    private struct Found {
        var nodes: [Tree.Index] = []
        /// The types of targets that are not in the tree; `nil` where not even that is known.
        var absent: [TypeID?] = []
    }

    /// Whether a value is of a slice: all of its tests hold.
    mutating func membership(of index: Tree.Index, in slice: SliceRule) -> Membership {
        var membership = Membership.yes
        for test in slice.tests where membership != .no {
            membership = membership && outcome(of: test, at: index)
        }
        return membership
    }

    private mutating func outcome(of test: SliceTest, at index: Tree.Index) -> Membership {
        let found = walk(test.path, from: index)
        let absent: Membership = found.absent.isEmpty ? .no : .unknown
        switch test.condition {
        case .values(let values, let bindings):
            return found.nodes.reduce(absent) { membership, index in
                let node = tree.node(at: index)
                guard values.allSatisfy({ $0.holds(for: node) }) else { return membership }
                return membership
                    || bindings.reduce(.yes) { $0 && self.membership(of: node, in: $1.valueSet) }
            }
        case .addresses(let addresses):
            return found.nodes.contains { tree.text(at: $0).map(addresses.contains) ?? false } ? .yes : absent
        case .exists(let wanted):
            if found.nodes.isEmpty, !found.absent.isEmpty { return .unknown }
            return found.nodes.isEmpty != wanted ? .yes : .no
        case .types(let types):
            return (found.nodes.map { tree.type(at: $0) } + found.absent).reduce(.no) { membership, type in
                guard let type else { return membership || .unknown }
                return membership || (types.contains { definitions.type(type, isA: $0) } ? .yes : .no)
            }
        case .profiles(let references):
            var membership = Membership.no
            for node in found.nodes {
                for reference in references { membership = membership || satisfies(node, reference) }
            }
            for type in found.absent {
                let mayBe = type.map { type in references.contains { isAbout($0, type) } } ?? true
                membership = membership || (mayBe ? .unknown : .no)
            }
            return membership
        }
    }

    /// Whether an element satisfies what a profile names.
    mutating func satisfies(_ index: Tree.Index, _ reference: ProfileReference) -> Membership {
        switch reference {
        case .site(let position): satisfies(index, position) ? .yes : .no
        case .type(let type): definitions.type(tree.type(at: index), isA: type) ? .yes : .no
        case .unknown: .unknown
        }
    }

    /// Whether values of a type may satisfy what a profile names.
    func isAbout(_ reference: ProfileReference, _ type: TypeID) -> Bool {
        switch reference {
        case .site(let position): isAbout(position, type)
        case .type(let other): definitions.type(type, isA: other)
        case .unknown: true
        }
    }

    private func walk(_ path: [SliceTest.Step], from index: Tree.Index) -> Found {
        var found = Found(nodes: [index])
        for step in path {
            var next = Found()
            switch step {
            case .element(let members):
                // What is inside of an absent resource is not known at all.
                next.absent = found.absent.map { _ in nil }
                for node in found.nodes {
                    guard let range = members[tree.type(at: node)] else { continue }
                    tree.appendChildren(of: node, in: range, to: &next.nodes)
                }
            case .extension(let url):
                next.absent = found.absent.map { _ in nil }
                for node in found.nodes {
                    next.nodes += tree.node(at: node).children(named: "extension")
                        .filter { $0["url"]?.text == url }.map(\.index)
                }
            case .ofType(let type):
                next.nodes = found.nodes.filter { definitions.type(tree.type(at: $0), isA: type) }
                next.absent = found.absent.filter { $0.map { definitions.type($0, isA: type) } ?? true }
            case .resolve:
                next.absent = found.absent.map { _ in nil }
                for node in found.nodes { resolve(tree.node(at: node), into: &next) }
            }
            found = next
        }
        return found
    }

    private func resolve(_ node: Tree.Node, into found: inout Found) {
        let resource = targets.resource(around: node.index)
        if let address = node.type.isPrimitive ? node.text : node["reference"]?.text,
            let target = targets.find(address, in: resource)
        {
            found.nodes.append(target)
        } else {
            found.absent.append(
                node.type.isPrimitive
                    ? node.text.flatMap { targets.type(of: $0, in: resource) }
                    : targets.type(of: node, in: resource)
            )
        }
    }
}
