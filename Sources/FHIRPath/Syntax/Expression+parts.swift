// What an expression is made of, for those who must tell what it is about before it is compiled.

extension Expression {
    /// Whether this expression, or a part of it at any depth, is as asked.
    public func contains(where isWanted: (Kind) -> Bool) -> Bool {
        isWanted(kind) || parts.contains { $0.contains(where: isWanted) }
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
