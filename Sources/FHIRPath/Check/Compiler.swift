// Checks a syntax tree against a scope and turns it into instructions.
//
// Problems are collected with their places; where one is found the expression becomes nothing, and checking goes
// on beside it.

public import FHIR
import HL7v2
public import LocatedYAML

/// Compiles expressions into one program.
public struct Compiler<Directory: FunctionDirectory> {
    /// The program that grows.
    public var program: Program
    /// Where functions that are not the language's own are found.
    public var directory: Directory
    /// With a file here, what stands in any other may name segments and groups of other structures.
    ///
    /// They read as absent: so a map inherits from that of another structure what both can hold.
    public var strictFile: String?
    /// The constants that hold beside a map's own: those of each file, and the site's variables.
    public var constants = SharedConstants()
    private let tableNumbers: [String: Int32]

    /// Prepares to compile into a program.
    public init(_ program: Program, directory: Directory) {
        self.program = program
        self.directory = directory
        tableNumbers = Dictionary(
            program.tables.enumerated().map { ($1.name, Int32($0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A compiled expression with what is known about its value.
    public struct Compiled: Sendable {
        /// Its name in the program.
        public let root: Root
        /// The type of what it yields.
        public let type: StaticType
    }

    /// Parses, checks and compiles an expression.
    ///
    /// - Parameters:
    ///   - text: the expression.
    ///   - location: where it stands in its file.
    ///   - key: the key whose value it is.
    ///   - scope: what is at hand there.
    ///   - wanted: the FHIR types the place takes; maps called as functions are chosen by them.
    ///   - targets: the resources that a reference at this place may point to.
    ///   - selectsAll: whether a segment or group without an index means all of them, as after `for:`.
    ///   - diagnostics: receives what is wrong.
    /// - Returns: `nil` when something is wrong.
    public mutating func compile(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        in scope: Scope,
        wanted: [TypeID] = [],
        targets: [TypeID] = [],
        selectsAll: Bool = false,
        into diagnostics: inout Diagnostics
    ) -> Compiled? {
        guard let expression = parse(text, at: location, key: key, into: &diagnostics) else { return nil }
        var context = Context(location: location, key: key, scope: scope, wanted: wanted, targets: targets)
        context.selectsAll = selectsAll
        return compile(expression, in: &context, into: &diagnostics)
    }

    /// Checks and compiles an expression that is parsed already; the parameters are those of the other form.
    public mutating func compile(
        parsed expression: Expression,
        at location: SourceLocation,
        key: String? = nil,
        in scope: Scope,
        selectsAll: Bool = false,
        into diagnostics: inout Diagnostics
    ) -> Compiled? {
        var context = Context(location: location, key: key, scope: scope, wanted: [], targets: [])
        context.selectsAll = selectsAll
        return compile(expression, in: &context, into: &diagnostics)
    }

    private mutating func compile(
        _ expression: Expression,
        in context: inout Context,
        into diagnostics: inout Diagnostics
    ) -> Compiled? {
        let value = compile(expression, in: &context)
        for diagnostic in context.found { diagnostics.append(diagnostic) }
        let failed = context.found.contains { $0.severity == .error }
        return failed ? nil : Compiled(root: Root(rawValue: value.number), type: value.type)
    }

    /// Parses an expression, reporting a misspelling.
    public func parse(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        into diagnostics: inout Diagnostics
    ) -> Expression? {
        do {
            return try Expression(text)
        } catch {
            diagnostics.error(
                at: location.advanced(by: error.position),
                key: key,
                error.message,
                suggestion: error.suggestion ?? Self.adviceForCutText(text)
            )
            return nil
        }
    }

    /// Inside `[…]` YAML takes every comma for its own, also those between arguments.
    private static func adviceForCutText(_ text: String) -> String? {
        guard text.count(where: { $0 == "(" }) != text.count(where: { $0 == ")" }) else { return nil }
        return "if this stands in `[…]`, YAML cut it at a comma: write the list in block form, an item a line"
    }

    /// Whether an expression may name what the structure at hand lacks.
    func isForgiven(_ context: Context) -> Bool {
        strictFile.map { $0 != context.location.file } ?? false
    }

    /// The number of a table.
    func table(named name: String) -> Int32? {
        tableNumbers[name]
    }

    var tableNames: [String] { tableNumbers.keys.sorted() }

    /// What goes along while one expression is compiled.
    struct Context {
        let location: SourceLocation
        let key: String?
        var scope: Scope
        var wanted: [TypeID]
        /// What a reference at this place may point to.
        var targets: [TypeID]
        /// Whether a segment or group without an index means all of them, as after `for:`.
        var selectsAll = false
        var found: [Diagnostic] = []

        mutating func error(_ position: Int, _ message: String, suggestion: String? = nil) {
            add(.error, position, message, suggestion)
        }

        mutating func warning(_ position: Int, _ message: String, suggestion: String? = nil) {
            add(.warning, position, message, suggestion)
        }

        private mutating func add(
            _ severity: Diagnostic.Severity,
            _ position: Int,
            _ message: String,
            _ suggestion: String?
        ) {
            let place = location.advanced(by: position)
            found.append(Diagnostic(severity, at: place, key: key, message, suggestion: suggestion))
        }
    }

    /// An instruction with the type of what it yields.
    struct Value {
        let number: Int32
        let type: StaticType
        /// Whether it is a plain location, for which FHIRPath's own index is refused.
        var location: LocationSyntax?

        static var nothing: Value { Value(number: 0, type: StaticType(.nothing)) }
    }

    // MARK: Forms

    mutating func compile(_ expression: Expression, in context: inout Context) -> Value {
        switch expression.kind {
        case .literal(let literal): return compile(literal)
        case .variable(let variable): return compile(variable, at: expression.position, in: &context)
        case .name(let name): return compile(name: name, at: expression.position, in: &context)
        case .constant(let name):
            return constant(name, at: expression.position, in: &context)
        case .location(let syntax): return compile(syntax, at: expression.position, in: &context)
        case .component(let component, let subcomponent):
            return part(of: nil, component, subcomponent, at: expression.position, in: &context)
        case .componentOf(let base, let component, let subcomponent):
            let value = compile(base, in: &context)
            return part(of: value, component, subcomponent, at: expression.position, in: &context)
        case .member(let base, let name):
            return member(name, of: base, at: expression.position, in: &context)
        case .call(let base, let name, let arguments):
            return call(name, on: base, arguments, at: expression.position, in: &context)
        case .indexer(let base, _):
            return indexer(on: base, at: expression.position, in: &context)
        case .unary(let sign, let operand):
            let value = compile(operand, in: &context)
            guard sign == .minus else { return value }
            return Value(number: program.add(.negate(value.number)), type: value.type)
        case .binary(let symbol, let left, let right):
            return binary(symbol, left, right, at: expression.position, in: &context)
        case .directed(_, let direction):
            context.error(
                expression.position,
                "`\(direction.rawValue)` is for `sort`, which is for FHIR values"
            )
            return .nothing
        case .type(let type, _, _):
            context.error(
                expression.position,
                "`\(type.rawValue)` is for FHIR values, and there are none here"
            )
            return .nothing
        }
    }

    private mutating func compile(_ literal: Expression.Literal) -> Value {
        let item: Item
        let kind: StaticType.Kind
        switch literal {
        case .empty: return .nothing
        case .boolean(let value): (item, kind) = (.boolean(value), .boolean)
        case .text(let text): (item, kind) = (.text(program.text(text)), .text)
        case .integer(let value), .long(let value): (item, kind) = (.integer(value), .integer)
        case .decimal(let text): (item, kind) = (.decimal(program.text(text)), .decimal)
        case .date(let text): (item, kind) = (.date(program.text(text)), .date)
        case .dateTime(let text): (item, kind) = (.dateTime(program.text(text)), .dateTime)
        case .time(let text): (item, kind) = (.time(program.text(text)), .time)
        case .quantity(let number, let unit):
            (item, kind) = (.text(program.text("\(number) '\(unit)'")), .text)
        }
        return Value(number: program.constant(item), type: StaticType(kind))
    }

    private mutating func compile(
        _ variable: Expression.Variable,
        at position: Int,
        in context: inout Context
    ) -> Value {
        switch variable {
        case .this:
            let kind = context.scope.datatype.map { StaticType.Kind.datatype($0) } ?? context.scope.valueKind
            return Value(number: program.add(.this), type: StaticType(kind))
        case .index: return Value(number: program.add(.position(-1)), type: StaticType(.integer))
        case .total:
            context.error(position, "`$total` has no meaning here")
            return .nothing
        }
    }

    private mutating func indexer(
        on base: Expression,
        at position: Int,
        in context: inout Context
    ) -> Value {
        let value = compile(base, in: &context)
        if let location = value.location {
            let suggestion = "write the index inside the location, counted from 1: `\(location.indexExample)`"
            context.error(position, "a location takes no FHIRPath index", suggestion: suggestion)
        } else {
            context.error(
                position,
                "an index is for FHIR values",
                suggestion: "write `.skip(n).first()`, or the index inside the location"
            )
        }
        return .nothing
    }

    private mutating func member(
        _ name: String,
        of base: Expression,
        at position: Int,
        in context: inout Context
    ) -> Value {
        _ = compile(base, in: &context)
        let meant = closestMatch(to: name, in: Function.allCases.map(\.rawValue))
        context.error(
            position,
            "a value of HL7 v2 has no element `\(name)`",
            suggestion: meant.map { "did you mean `\($0)()`?" } ?? "components are numbers: `PID-5.1`"
        )
        return .nothing
    }

    // MARK: Operators

    private mutating func binary(
        _ symbol: Expression.BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        at position: Int,
        in context: inout Context
    ) -> Value {
        let wanted = context.wanted
        context.wanted = []
        defer { context.wanted = wanted }
        let leftValue = compile(left, in: &context)
        if symbol == .membership, let constants = constants(right) {
            let numbers = constants.map { text in
                program.constants.append(.text(program.text(text)))
                return Int32(program.constants.count - 1)
            }
            let number = program.add(.isOneOf(leftValue.number, program.operands(numbers)))
            return Value(number: number, type: StaticType(.boolean))
        }
        let rightValue = compile(right, in: &context)
        let number = program.add(.binary(symbol, leftValue.number, rightValue.number))
        switch symbol {
        case .equal, .notEqual, .equivalent, .notEquivalent, .less, .lessOrEqual, .greater, .greaterOrEqual:
            refuseList(symbol, leftValue, rightValue, at: position, in: &context)
            return Value(number: number, type: StaticType(.boolean))
        case .and, .or, .xor, .implies, .membership, .containment:
            return Value(number: number, type: StaticType(.boolean))
        case .union:
            var type = leftValue.type.joined(with: rightValue.type)
            type.isPlural = true
            return Value(number: number, type: type)
        case .concatenate: return Value(number: number, type: StaticType(.text))
        case .integerDivide: return Value(number: number, type: StaticType(.integer))
        default:
            let type = leftValue.type.joined(with: rightValue.type)
            return Value(number: number, type: StaticType(type.kind))
        }
    }

    /// The texts of `('a' | 'b')`, when there is nothing else in it.
    private func constants(_ expression: Expression) -> [String]? {
        switch expression.kind {
        case .literal(.text(let text)): return [text]
        case .binary(.union, let left, let right):
            guard let first = constants(left), let second = constants(right) else { return nil }
            return first + second
        default: return nil
        }
    }

    private func refuseList(
        _ symbol: Expression.BinaryOperator,
        _ left: Value,
        _ right: Value,
        at position: Int,
        in context: inout Context
    ) {
        guard left.type.isPlural || right.type.isPlural else { return }
        context.error(
            position,
            "`\(symbol.rawValue)` compares single values, and one side may be a list",
            suggestion: "write `value in list`, `list.exists(… \(symbol.rawValue) …)` or `list.all(…)`"
        )
    }
}

extension LocationSyntax {
    /// The location with an index where one belongs.
    fileprivate var indexExample: String {
        var example = self
        if field != nil {
            example.repetition = .number(2)
        } else if !steps.isEmpty {
            example.steps[steps.count - 1].index = .number(2)
        }
        return example.description
    }
}
