// What an expression is made of, for those who must tell what it is about before it is compiled.

extension Expression {
    /// Whether this expression, or a part of it at any depth, is as asked.
    public func contains(where isWanted: (Kind) -> Bool) -> Bool {
        isWanted(kind) || parts.contains { $0.contains(where: isWanted) }
    }

    /// The location that it is: also where it is the bare name of a segment or a group.
    public var location: LocationSyntax? {
        switch kind {
        case .location(let syntax): return syntax
        case .name(let name):
            return LocationSyntax(steps: [.init(name: name, index: .unspecified, position: position)])
        default: return nil
        }
    }

    /// All locations in it, at any depth.
    public var locations: [LocationSyntax] {
        (location.map { [$0] } ?? []) + parts.flatMap(\.locations)
    }

    /// The expression that is a location.
    public init(_ location: LocationSyntax) {
        self.init(kind: .location(location), position: location.steps.first?.position ?? 0)
    }

    /// The expressions that it is directly made of.
    public var parts: [Expression] {
        switch kind {
        case .literal, .variable, .name, .constant, .location, .component: []
        case .member(let base, _), .componentOf(let base, _, _), .unary(_, let base), .type(_, let base, _),
            .directed(let base, _):
            [base]
        case .call(let base, _, let arguments): (base.map { [$0] } ?? []) + arguments
        case .indexer(let base, let index): [base, index]
        case .binary(_, let left, let right): [left, right]
        }
    }
}
