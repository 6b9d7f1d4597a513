// The syntax tree of the expression language: FHIRPath N1 (grammar of appendix B) plus HL7 v2 locations.
//
// Every node knows where it stands in its text, so that the checker can point at it. Nothing here knows what a
// name means; that is the checker's work.

/// A parsed expression, or a part of one.
public struct Expression: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// Where it stands, in Unicode scalars from the beginning of the text.
    public let position: Int

    /// The forms an expression can take.
    public indirect enum Kind: Hashable, Sendable {
        /// `'text'`, `12`, `@2024-01-01`, `{}`.
        case literal(Literal)
        /// `$this`, `$index`, `$total`.
        case variable(Variable)
        /// A name at the head of a path: `Patient`, `RXC`, a parameter.
        case name(String)
        /// `%resource`.
        case constant(String)
        /// `PID-3[*].1`.
        case location(LocationSyntax)
        /// `.4.1` at the head of a path: a component of the value at hand.
        case component(Int, Int?)
        /// `base.name`.
        case member(Expression, String)
        /// `base.4.1` where the base is no plain location.
        case componentOf(Expression, Int, Int?)
        /// `name(arguments)` or `base.name(arguments)`.
        case call(Expression?, String, [Expression])
        /// `base[index]`.
        case indexer(Expression, Expression)
        /// `-x`, `+x`.
        case unary(UnaryOperator, Expression)
        /// `left operator right`.
        case binary(BinaryOperator, Expression, Expression)
        /// `x is Type`, `x as Type`.
        case type(TypeOperator, Expression, String)
        /// `key asc`, `key desc`: an argument of `sort`.
        case directed(Expression, SortDirection)
    }

    /// Literals, with their text as it was written where precision matters.
    public enum Literal: Hashable, Sendable {
        /// `{}`.
        case empty
        /// `true`, `false`.
        case boolean(Bool)
        /// `'text'`, escapes resolved.
        case text(String)
        /// Digits without a point.
        case integer(Int64)
        /// Digits with an `L` behind them: `5L`.
        case long(Int64)
        /// Digits with a point, as written.
        case decimal(String)
        /// `@2024-01`, without the `@`.
        case date(String)
        /// `@2024-01-01T10:00`, without the `@`.
        case dateTime(String)
        /// `@T10:00`, without the `@T`.
        case time(String)
        /// `5 'mg'`, `2 days`.
        case quantity(String, unit: String)
    }

    /// Variables that iteration sets.
    public enum Variable: String, Hashable, Sendable {
        /// The value at hand.
        case this
        /// Its position, from 0.
        case index
        /// What `aggregate` has gathered.
        case total
    }

    /// Signs.
    public enum UnaryOperator: String, Hashable, Sendable {
        /// `+`.
        case plus = "+"
        /// `-`.
        case minus = "-"
    }

    /// `is` and `as`.
    public enum TypeOperator: String, Hashable, Sendable {
        /// Whether the value has the type.
        case `is`
        /// The value if it has the type.
        case `as`
    }

    /// Which way `sort` goes.
    public enum SortDirection: String, Hashable, Sendable {
        /// The least first.
        case ascending = "asc"
        /// The greatest first.
        case descending = "desc"
    }

    /// Operators between two expressions.
    public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
        case multiply = "*"
        case divide = "/"
        case integerDivide = "div"
        case modulo = "mod"
        case add = "+"
        case subtract = "-"
        case concatenate = "&"
        case union = "|"
        case lessOrEqual = "<="
        case less = "<"
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "="
        case equivalent = "~"
        case notEqual = "!="
        case notEquivalent = "!~"
        case membership = "in"
        case containment = "contains"
        case and
        case or
        case xor
        case implies

        /// How tightly it binds; a greater number binds tighter.
        var precedence: Int {
            switch self {
            case .multiply, .divide, .integerDivide, .modulo: 10
            case .add, .subtract, .concatenate: 9
            case .union: 7
            case .lessOrEqual, .less, .greater, .greaterOrEqual: 6
            case .equal, .equivalent, .notEqual, .notEquivalent: 5
            case .membership, .containment: 4
            case .and: 3
            case .or, .xor: 2
            case .implies: 1
            }
        }

        /// Between `+` and `|`, as the grammar puts `is` and `as`.
        static let typePrecedence = 8
    }
}
