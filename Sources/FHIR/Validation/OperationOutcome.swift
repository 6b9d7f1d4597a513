// The resource that tells a client what is wrong (FHIR R4, "OperationOutcome").

/// Issues as a resource.
public struct OperationOutcome: Sendable {
    /// The issues, in the order they are told.
    public var issues: [OutcomeIssue]

    /// Creates an outcome of issues.
    public init(_ issues: [OutcomeIssue]) {
        self.issues = issues
    }

    /// The outcome as a resource.
    ///
    /// A place in a text stands in front of the diagnostics, since R4 has no element for it.
    public func tree(definitions: Definitions = .r4) -> Tree {
        var builder = TreeBuilder(definitions: definitions)
        let root = builder.resource(definitions.known("OperationOutcome"))
        for issue in issues {
            let node = builder.append(definitions.known("issue", of: builder.type(of: root)), to: root)
            var parts = [("severity", issue.severity.rawValue), ("code", issue.code.rawValue)]
            parts.append(("diagnostics", Self.diagnostics(of: issue)))
            if !issue.expression.isEmpty { parts.append(("expression", issue.expression)) }
            for (name, text) in parts { Self.set(name, text, in: node, of: &builder) }
        }
        return builder.freeze(root)
    }

    private static func diagnostics(of issue: OutcomeIssue) -> String {
        issue.position.map { "line \($0.line), column \($0.column): \(issue.text)" } ?? issue.text
    }

    private static func set(
        _ name: String,
        _ text: String,
        in node: TreeBuilder.Node,
        of builder: inout TreeBuilder
    ) {
        let member = builder.definitions.known(name, of: builder.type(of: node))
        do {
            try builder.primitive(member, text, in: node)
        } catch {
            preconditionFailure("our own texts are valid")
        }
    }
}

extension Definitions {
    /// A type that every version of FHIR has.
    ///
    /// - Precondition: the definitions have it.
    public func known(_ type: String) -> TypeID {
        guard let found = self.type(named: type) else { preconditionFailure("the definitions lack a type") }
        return found
    }

    /// A member that every version of FHIR has.
    ///
    /// - Precondition: the definitions have it.
    public func known(_ member: String, of type: TypeID) -> Member {
        guard let found = self.member(named: member, in: type) else {
            preconditionFailure("the definitions lack an element")
        }
        return found
    }
}
