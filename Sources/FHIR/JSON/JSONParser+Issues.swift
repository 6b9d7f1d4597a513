// Telling what is wrong: at once and for good, or noted and stepped over.

extension JSONParser {
    /// Steps over a value, checking its grammar only.
    mutating func skip() throws(JSONAbort) {
        _ = try check(scanner.skipValue(depth: limits.depth - depth))
    }

    /// Ends the reading if the scanner met broken grammar.
    @inline(__always)
    mutating func check<Value>(_ result: Result<Value, JSONScanner.Flaw>) throws(JSONAbort) -> Value {
        switch result {
        case .success(let value): return value
        case .failure(let flaw):
            try abort(flaw == .tooDeep ? .tooCostly : .invalid, flaw.rawValue)
        }
    }

    /// Notes what makes the input unusable and ends the reading.
    mutating func abort(_ code: OutcomeIssue.Code, _ text: String) throws(JSONAbort) -> Never {
        issues.append(issue(.fatal, code, text, member: nil, item: nil, at: scanner.position))
        throw JSONAbort()
    }

    /// Notes something wrong and goes on, unless there is too much of it.
    ///
    /// The place is a member of the innermost object, or that object itself.
    mutating func report(
        _ code: OutcomeIssue.Code,
        _ text: String,
        of member: Member? = nil,
        item: Int? = nil,
        at position: Int? = nil
    ) throws(JSONAbort) {
        let position = position ?? scanner.position
        issues.append(issue(.error, code, text, member: member, item: item, at: position))
        if issues.count >= limits.issueCount { throw JSONAbort() }
    }

    private mutating func issue(
        _ severity: OutcomeIssue.Severity,
        _ code: OutcomeIssue.Code,
        _ text: String,
        member: Member?,
        item: Int?,
        at position: Int
    ) -> OutcomeIssue {
        let path = TreePath.openExpression(records, member: member, item: item, definitions: definitions)
        let place = scanner.lineAndColumn(of: position)
        return OutcomeIssue(severity, code, at: path, text, position: place)
    }
}
