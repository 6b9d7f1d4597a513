// What is wrong with a resource: found while reading it or while validating it, told without its values.
//
// The fields are those of OperationOutcome.issue (FHIR R4, "OperationOutcome"), which `OperationOutcome` makes
// of them.

/// One thing that is wrong with a resource.
public struct OutcomeIssue: Hashable, Sendable {
    /// How bad an issue is.
    public enum Severity: String, Sendable {
        /// Nothing could be made of the input.
        case fatal
        /// The resource is not valid.
        case error
        /// The resource is valid and likely not what was meant.
        case warning
        /// Something worth knowing.
        case information
    }

    /// The kind of issue, in the words of FHIR's `issue-type`.
    public enum Code: String, Sendable {
        /// The content is not JSON, or otherwise unusable.
        case invalid
        /// An element is unknown, misplaced or of the wrong shape.
        case structure
        /// A required element is missing.
        case required
        /// A value is not of its type.
        case value
        /// A code is not in the value set.
        case codeInvalid = "code-invalid"
        /// A rule among several elements does not hold.
        case invariant
        /// A rule that a site made does not hold.
        case businessRule = "business-rule"
        /// A limit was reached.
        case tooCostly = "too-costly"
        /// The interaction, operation or type is not offered.
        case notSupported = "not-supported"
        /// There is no such resource.
        case notFound = "not-found"
        /// Several resources are found where one was meant.
        case multipleMatches = "multiple-matches"
        /// It is not in the state that the client takes it to be in.
        case conflict
        /// The content could not be processed.
        case processing
        /// The content is larger than is taken.
        case tooLong = "too-long"
        /// The same is there twice.
        case duplicate
        /// The client must say who it is.
        case login
        /// What the client shows says nothing of who it is.
        case unknown
        /// What the client shows was good once.
        case expired
        /// The client may not do this.
        case forbidden
        /// Not so fast; later it may work.
        case throttled
        /// The content cannot be stored now; later it may work.
        case noStore = "no-store"
        /// Something else is away; later it may work.
        case transient
        /// It took too long; later it may work.
        case timeout
        /// Nothing is wrong.
        case informational
        /// Something broke.
        case exception
    }

    /// A place in a text, counted from 1.
    public struct Position: Hashable, Sendable {
        /// The line.
        public let line: Int
        /// The character in the line.
        public let column: Int

        /// Creates a place; both numbers count from 1.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// What kind of issue it is.
    public let code: Code
    /// Where it is, as FHIRPath: `Bundle.entry[2].resource.birthDate`.
    public let expression: String
    /// What is wrong, without any value of the resource.
    public let text: String
    /// Where in the text it is, if the resource was read from one.
    public let position: Position?

    /// Creates an issue; `text` must hold no value of the resource and must not be empty.
    public init(
        _ severity: Severity = .error,
        _ code: Code,
        at expression: String,
        _ text: String,
        position: Position? = nil
    ) {
        self.severity = severity
        self.code = code
        self.expression = expression
        self.text = text
        self.position = position
    }
}

extension OutcomeIssue: CustomStringConvertible {
    /// The issue in one line, safe to log.
    public var description: String {
        let place = position.map { "\($0.line):\($0.column): " } ?? ""
        let subject = expression.isEmpty ? "" : "\(expression): "
        return "\(place)\(severity.rawValue): \(subject)\(text)"
    }
}
