// Walking the tree: names, children, descendants, and the resource that a node stands in.

import FHIR

extension TreeEvaluation {
    /// A name at the head: the value at hand where it has that type, else its children.
    mutating func head(_ name: TreeName, _ type: TypeID?, _ focus: TreeFocus) throws(TreeProblem)
        -> [TreeValue]
    {
        guard case .node(let index)? = focus.this, let tree else { return [] }
        if let type, schema.definitions.type(tree.type(at: index), isA: type) { return [.node(index)] }
        return try nodes(from: index, along: [name], in: tree)
    }

    /// Children of children, without a collection for each name.
    ///
    /// With one for each, `where(code.coding.code = '…')` made six arrays for an Observation; now it makes one.
    mutating func path(
        _ base: TreeStep,
        _ names: [TreeName],
        _ focus: TreeFocus
    ) throws(TreeProblem) -> [TreeValue] {
        if case .this = base, case .node(let index)? = focus.this, let tree {
            return try nodes(from: index, along: names, in: tree)
        }
        let values = try run(base, focus)
        guard let tree else { return parts(of: values, names) }
        var found: [TreeValue] = []
        for value in values {
            guard case .node(let index) = value else { return try mixedPath(values, names, in: tree) }
            try spend(tree.walk(from: index, along: names) { found.append(.node($0)) })
            try checkCount(found.count)
        }
        return found
    }

    private mutating func nodes(
        from index: Tree.Index,
        along names: [TreeName],
        in tree: Tree
    ) throws(TreeProblem) -> [TreeValue] {
        var found: [TreeValue] = []
        try spend(tree.walk(from: index, along: names) { found.append(.node($0)) })
        try checkCount(found.count)
        return found
    }

    /// Some items are no nodes.
    private mutating func mixedPath(
        _ values: [TreeValue],
        _ names: [TreeName],
        in tree: Tree
    ) throws(TreeProblem) -> [TreeValue] {
        var current = values
        for name in names {
            var next: [TreeValue] = []
            for value in current {
                guard case .node(let index) = value else {
                    next += Self.part(of: value, name.name)
                    continue
                }
                try spend(tree.walk(from: index, along: [name]) { next.append(.node($0)) })
            }
            try checkCount(next.count)
            current = next
        }
        return current
    }

    private func parts(of values: [TreeValue], _ names: [TreeName]) -> [TreeValue] {
        names.reduce(values) { values, name in values.flatMap { Self.part(of: $0, name.name) } }
    }

    /// The parts of a type and of a quantity.
    private static func part(of value: TreeValue, _ name: String) -> [TreeValue] {
        switch (value, name) {
        case (.type(let namespace, _), "namespace"): [.string(namespace)]
        case (.type(_, let type), "name"): [.string(type)]
        case (.quantity(let quantity), "value"): [.decimal(quantity.value)]
        case (.quantity(let quantity), "unit"), (.quantity(let quantity), "code"): [.string(quantity.unit)]
        default: []
        }
    }

    /// The children of all nodes among some values.
    mutating func children(of values: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let tree else { return [] }
        var found: [TreeValue] = []
        for case .node(let parent) in values {
            let before = found.count
            var child = tree.firstChild(of: parent)
            while let index = child {
                found.append(.node(index))
                child = tree.nextSibling(of: index, in: parent)
            }
            try spend(found.count - before + 1)
            try checkCount(found.count)
        }
        return found
    }

    /// Children, their children, and so on, level by level below each node.
    mutating func descendants(of values: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        var found: [TreeValue] = []
        var level = try children(of: values)
        while !level.isEmpty {
            found += level
            try checkCount(found.count)
            level = try children(of: level)
        }
        return found
    }

    /// The innermost resource that a node stands in.
    func resource(of index: Tree.Index, in tree: Tree) -> Tree.Index {
        tree.ancestry(of: index).last { tree.definitions.isResource(tree.type(at: $0)) } ?? tree.rootIndex
    }

    /// That resource, or the one that contains it.
    func container(of index: Tree.Index, in tree: Tree) -> Tree.Index {
        let ancestry = tree.ancestry(of: index)
        let resources = ancestry.filter { tree.definitions.isResource(tree.type(at: $0)) }
        guard let last = resources.last else { return tree.rootIndex }
        let isContained =
            tree.member(at: last).map { tree.definitions.name(of: $0) == "contained" } ?? false
        return isContained ? resources.dropLast().last ?? last : last
    }
}
