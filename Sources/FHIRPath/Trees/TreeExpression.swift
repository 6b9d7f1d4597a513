// FHIRPath over FHIR trees: compiled once, evaluated often, without copying the tree.
//
// The second back end of the language. The first one (`Program`) runs maps over HL7 v2 messages, with values that
// are numbers and spans; this one has FHIRPath's general collections: nodes, decimals, dates, quantities.

public import FHIR

/// A compiled FHIRPath expression.
public struct TreeExpression: Sendable {
    /// How much is checked before there is a tree.
    public enum Mode: Sendable {
        /// Unknown elements yield nothing.
        case lenient
        /// Unknown elements, and order asked of what has none, are problems.
        case strict
        /// Strict, for the rules of a site: lists where single values are wanted, and the clock, are problems too.
        case rule
        /// As a rule; the time is that of the environment.
        case map
    }

    let step: TreeStep
    let slotCount: Int
    /// The names of the variables that the caller gives, in the order of their slots.
    let parameters: [String]
    let schema: TreeSchema
    /// What is known about the values it yields.
    let shape: TreeShape

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - text: FHIRPath, up to `ExpressionLimits.length` characters.
    ///   - context: The type of the values it will be evaluated on, where that is known.
    ///   - mode: How much is checked.
    ///   - parameters: Names of variables that each evaluation gives values to: `code` for `%code`.
    ///   - schema: The FHIR version.
    /// - Throws: ``TreeProblem`` with the first thing that is wrong.
    public init(
        _ text: String,
        context: TypeID? = nil,
        mode: Mode = .lenient,
        parameters: [String] = [],
        schema: TreeSchema = .r4
    ) throws(TreeProblem) {
        let expression: Expression
        do throws(SyntaxProblem) {
            expression = try Expression(text)
        } catch {
            throw TreeProblem(
                kind: .syntax,
                position: error.position,
                message: error.message,
                suggestion: error.suggestion
            )
        }
        let this = context.map { TreeType($0) } ?? .any
        let variables = parameters.map { ($0, TreeType.any) }
        try self.init(
            expression,
            TreeScope(this: this, variables: variables),
            mode,
            schema,
            isSite: false
        )
    }

    /// Compiles an expression of a site that is parsed already.
    ///
    /// - Throws: ``TreeProblem`` with the first thing that is wrong.
    public init(parsed expression: Expression, in scope: TreeScope, mode: Mode) throws(TreeProblem) {
        try self.init(expression, scope, mode, .r4, isSite: true)
    }

    private init(
        _ expression: Expression,
        _ scope: TreeScope,
        _ mode: Mode,
        _ schema: TreeSchema,
        isSite: Bool
    ) throws(TreeProblem) {
        var compiler = TreeCompiler(schema: schema, isStrict: mode != .lenient)
        compiler.isRule = mode == .rule || mode == .map
        compiler.mayReadClock = mode == .map
        compiler.site = isSite ? scope : nil
        compiler.variables = scope.variables.enumerated().map { ($1.name, $0, $1.type.shape) }
        compiler.slotCount = scope.variables.count
        (step, shape) = try compiler.compile(
            expression,
            TreeCompiler.Surroundings(this: scope.this.shape)
        )
        slotCount = compiler.slotCount
        parameters = scope.variables.map(\.name)
        self.schema = schema
    }

    /// What is known about the values it yields.
    public var type: TreeType { TreeType(shape) }

    /// Evaluates the expression on a node of a tree, the root unless said otherwise.
    ///
    /// Without a tree there is nothing at hand. Takes no more than `ExpressionLimits.steps` steps.
    ///
    /// - Throws: ``TreeProblem`` where the tree does not have what the expression takes for granted, is of another
    ///   FHIR version, or a limit is reached.
    public func evaluate(
        _ tree: Tree?,
        at index: Tree.Index? = nil,
        in environment: TreeEnvironment = TreeEnvironment()
    ) throws(TreeProblem) -> [TreeValue] {
        var notes: [TreeNote] = []
        var steps = ExpressionLimits.steps
        return try evaluate(tree, at: index, in: environment, steps: &steps, notes: &notes)
    }

    /// Evaluates the expression as ``evaluate(_:at:in:)`` does, and tells what it met.
    ///
    /// - Parameters:
    ///   - tree: what is at hand.
    ///   - index: the node that the expression is evaluated on; the root unless said otherwise.
    ///   - position: its number in the list that it is of, from 1.
    ///   - environment: what can be seen beside the tree.
    ///   - steps: how many steps may be taken, those taken subtracted: what is left to further evaluations.
    ///   - notes: receives what did not go well.
    /// - Returns: the values.
    /// - Throws: ``TreeProblem``, as the other form does.
    public func evaluate(
        _ tree: Tree?,
        at index: Tree.Index?,
        position: Int = 1,
        in environment: TreeEnvironment,
        steps: inout Int,
        notes: inout [TreeNote]
    ) throws(TreeProblem) -> [TreeValue] {
        if let tree, !tree.definitions.isSame(as: schema.definitions) {
            throw .execution(
                "the resource is of FHIR \(tree.definitions.version), the expression of \(schema.definitions.version)"
            )
        }
        var evaluation = TreeEvaluation(
            tree: tree,
            context: tree.map { index ?? $0.rootIndex },
            schema: schema,
            environment: environment,
            slotCount: slotCount
        )
        for (slot, name) in parameters.enumerated() {
            evaluation.variables[slot] = environment.variables[name] ?? []
        }
        let this = evaluation.context.map { TreeValue.node($0) }
        evaluation.stepLimit = min(steps, ExpressionLimits.steps)
        defer {
            steps -= evaluation.steps
            notes += evaluation.notes
        }
        return try evaluation.run(step, TreeFocus(this: this, index: position - 1))
    }
}

/// What an evaluation can see beside the tree.
public struct TreeEnvironment: Sendable {
    /// The moment that `now()`, `today()` and `timeOfDay()` tell, as a FHIR `instant` with its zone.
    public var now: String
    /// The values of the expression's parameters.
    public var variables: [String: [TreeValue]]
    /// What the caller knows beyond the tree and the definitions.
    public var knowledge = TreeKnowledge()
    /// The Bundle's entries by their addresses, where many references are resolved in one tree.
    public var references: ReferenceIndex?
    /// The control id of the message that is made, for `control_id()`; empty where none is made.
    public var controlID = ""
    /// Told what `trace` is asked to note.
    public var trace: (@Sendable (_ name: String, _ values: [TreeValue]) -> Void)?

    /// Creates an environment.
    public init(
        now: String = "1970-01-01T00:00:00.000Z",
        variables: [String: [TreeValue]] = [:],
        trace: (@Sendable (_ name: String, _ values: [TreeValue]) -> Void)? = nil
    ) {
        self.now = now
        self.variables = variables
        self.trace = trace
    }
}
