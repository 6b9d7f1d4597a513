// Where in a text the elements of the tree stand that was read from it.
//
// Worked out when something is to be said about an element, by reading the text once more, so that reading keeps no
// positions while all is well.

/// A resource's text with the tree that was read from it.
public struct SourceText {
    /// Issues beyond so many keep their path only.
    public static let locatedIssues = 100

    private let bytes: [UInt8]
    private let tree: Tree
    private let isXML: Bool

    /// Pairs a text with its tree; the text is what ``JSONReader`` or ``XMLReader`` made the tree of.
    public init(_ bytes: [UInt8], of tree: Tree) {
        self.bytes = bytes
        self.tree = tree
        isXML = bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
    }

    /// The issues with the lines and columns of their elements.
    public func placing(_ issues: [OutcomeIssue]) -> [OutcomeIssue] {
        let starts = isXML ? XMLParser(bytes, definitions: tree.definitions, limits: .standard).starts() : []
        var places = PlaceCounter()
        return issues.enumerated().map { number, issue in
            guard number < Self.locatedIssues, issue.position == nil,
                let index = tree.index(of: issue.expression),
                let position = isXML ? starts[safe: index.position] : jsonPosition(of: index)
            else { return issue }
            return issue.at(places.place(of: position, in: bytes))
        }
    }

    /// Where an element stands: its tag, its name as a member, or its value as an item of a list.
    public func position(of index: Tree.Index) -> OutcomeIssue.Position? {
        let starts = isXML ? XMLParser(bytes, definitions: tree.definitions, limits: .standard).starts() : []
        guard let position = isXML ? starts[safe: index.position] : jsonPosition(of: index) else {
            return nil
        }
        var places = PlaceCounter()
        return places.place(of: position, in: bytes)
    }

    /// Where the name of a member stands, or the value of an item of a list.
    private func jsonPosition(of index: Tree.Index) -> Int? {
        var scanner = JSONScanner(bytes)
        scanner.skipByteOrderMark()
        scanner.skipSpace()
        var place = scanner.position
        var isInPrimitive = false
        for step in tree.ancestry(of: index).dropFirst() {
            guard let member = tree.member(at: step) else { return nil }
            let isPrimitive = tree.definitions.isPrimitive(tree.type(at: step))
            // What stands inside of a primitive stands in the member with the underscore.
            let isMore = isPrimitive && (step != index || !tree.hasText(at: step))
            let name = (isMore ? "_" : "") + tree.definitions.name(of: member)
            guard scanner.enter(name, at: &place) else { return isInPrimitive ? place : nil }
            if tree.definitions.isRepeating(member) {
                guard scanner.enter(item: tree.ordinal(of: step), at: &place) else { return nil }
            }
            isInPrimitive = isPrimitive
        }
        return place
    }
}

extension JSONScanner {
    private static let depth = ReadingLimits.standard.depth

    /// Goes from the start of an object to the value of a member; `place` is where its name stands.
    fileprivate mutating func enter(_ name: String, at place: inout Int) -> Bool {
        guard skip(UInt8(ascii: "{")) else { return false }
        skipSpace()
        while peek() == UInt8(ascii: "\"") {
            let start = position
            guard case .success(let found) = self.name() else { return false }
            skipSpace()
            guard skip(UInt8(ascii: ":")) else { return false }
            skipSpace()
            if text(of: found) == name {
                place = start
                return true
            }
            guard case .success = skipValue(depth: Self.depth) else { return false }
            skipSpace()
            guard skip(UInt8(ascii: ",")) else { return false }
            skipSpace()
        }
        return false
    }

    /// Goes from the start of a list to one of its items.
    fileprivate mutating func enter(item: Int, at place: inout Int) -> Bool {
        guard skip(UInt8(ascii: "[")) else { return false }
        for _ in 0..<item {
            skipSpace()
            guard case .success = skipValue(depth: Self.depth) else { return false }
            skipSpace()
            guard skip(UInt8(ascii: ",")) else { return false }
        }
        skipSpace()
        place = position
        return true
    }
}

extension Tree {
    /// The node at an expression as ``expression(at:)`` writes it.
    func index(of expression: String) -> Index? {
        var current = root
        for step in expression.split(separator: ".").dropFirst() {
            let parts = step.split { $0 == "[" || $0 == "]" }
            let item = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            let found = current.children.filter { child in
                guard let element = child.element else { return false }
                return (element.isChoice ? element.name.dropLast(3) : element.name[...]) == parts[0]
            }
            guard found.indices.contains(item) else { return nil }
            current = found[item]
        }
        return current.index
    }

    /// How many of its kind stand before a node.
    func ordinal(of index: Index) -> Int {
        let ancestry = ancestry(of: index)
        guard ancestry.count > 1 else { return 0 }
        var count = 0
        var child = firstChild(of: ancestry[ancestry.count - 2])
        while let current = child, current < index {
            if member(at: current) == member(at: index) { count += 1 }
            child = nextSibling(of: current, in: ancestry[ancestry.count - 2])
        }
        return count
    }
}

extension OutcomeIssue {
    fileprivate func at(_ position: Position) -> OutcomeIssue {
        OutcomeIssue(severity, code, at: expression, text, position: position)
    }
}

extension [Int] {
    fileprivate subscript(safe position: Int) -> Int? { indices.contains(position) ? self[position] : nil }
}
