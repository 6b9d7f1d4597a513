// The seam through which a site's maps become functions of the language: `CX(PID-3[*])`, `reference(patient)`.

public import FHIR

/// Where the compiler looks for functions that are not its own.
public protocol FunctionDirectory {
    /// Every name, for "did you mean".
    var names: [String] { get }

    /// How the arguments of a function are to be read; `nil` where there is no such function.
    func form(of name: String) -> FunctionForm?

    /// Chooses the function of a name that fits.
    mutating func resolve(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction
}

/// How arguments are written.
public enum FunctionForm: Sendable {
    /// Expressions.
    case values
    /// Bare names, as in `reference(patient)`.
    case names
    /// One expression whose calls are then asked for with other wanted types, as in `resource(XCN(OBR-16))`.
    case wrapper
}

/// A call that the compiler met.
public struct FunctionRequest: Sendable {
    /// The function's name.
    public let name: String
    /// The types of its arguments; empty for names.
    public let arguments: [StaticType]
    /// The names given as arguments, of functions whose form is names.
    public let names: [String]
    /// The type forced by a last argument that is a text naming a type.
    public let forced: TypeID?
    /// The types that the place takes; empty where anything will do.
    public let wanted: [TypeID]
    /// What is at hand where the call stands.
    public let scope: Scope
}

/// The function that a call means.
public struct ResolvedFunction: Sendable {
    /// Its number, which evaluation hands back.
    public let number: Int32
    /// What it yields.
    public let type: StaticType
    /// How it is performed.
    public let manner: Manner

    /// When a function runs.
    public enum Manner: Sendable {
        /// At once: the function is an expression, and its value may be worked on.
        case inline
        /// When its value is written, once for each item of its first argument.
        case deferredEach
        /// When its value is written, once for all its arguments.
        case deferredOnce
    }

    /// Describes a function.
    public init(number: Int32, type: StaticType, manner: Manner) {
        self.number = number
        self.type = type
        self.manner = manner
    }
}

/// The directory of conditions and keys, where there are no maps.
public struct NoFunctions: FunctionDirectory {
    /// None.
    public var names: [String] { [] }

    /// An empty directory.
    public init() {}

    /// There is none.
    public func form(of name: String) -> FunctionForm? { nil }

    /// There is none.
    public mutating func resolve(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction {
        throw CheckProblem("there is no function `\(request.name)` here")
    }
}

/// Why an expression cannot be used, before its place in a file is known.
public struct CheckProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public let message: String
    /// What would be right.
    public let suggestion: String?

    /// Describes a problem.
    public init(_ message: String, suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}
