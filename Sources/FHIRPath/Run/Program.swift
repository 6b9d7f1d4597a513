// Compiled expressions: small fixed-size instructions that refer to one another by number.
//
// One program holds all expressions of a site's maps. Names were resolved when it was made: running it compares
// integers and reads spans. Instructions hold no references, so stepping through them counts none.

import HL7v2

/// One step of a compiled expression.
enum Instruction: Sendable {
    case nothing
    case constant(Int32)
    /// The value at hand.
    case this
    /// Its position in its list, from 1, plus the given number (`$index` counts from 0).
    case position(Int32)
    case location(Int32)
    /// A field's first repetition, or a part of it, of the segment at hand: nine in ten locations of maps.
    case fieldAtHand(UInt16, component: UInt16, subcomponent: UInt16)
    /// A component of the value at hand, or of each item of a source.
    case part(of: Int32?, component: UInt16, subcomponent: UInt16)
    case parameter(Int32)
    case binary(Expression.BinaryOperator, Int32, Int32)
    case negate(Int32)
    case call(Function, source: Int32, argument: Int32, second: Int32)
    case condition(Int32, then: Int32, otherwise: Int32)
    case firstOf(Operands)
    /// Whether the only item is one of several constants.
    case isOneOf(Int32, Operands)
    case lookup(Int32, table: Int32)
    case matches(Int32, pattern: Int32)
    case replaceMatches(Int32, pattern: Int32, with: Int32)
    case inline(function: Int32, Operands)
    case deferEach(function: Int32, Operands)
    case deferOnce(function: Int32, Operands)
    /// Every operand's items, one after the other.
    case sequence(Operands)
    /// Something that holds for the whole run.
    case circumstance(Circumstance)
}

/// A run of entries in a program's operand list.
struct Operands: Sendable {
    let start: Int32
    let count: Int32
    var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// Names a compiled expression within its program.
public struct Root: Hashable, Sendable {
    let rawValue: Int32
}

/// Compiled expressions with everything they refer to.
public struct Program: Sendable {
    var code: [Instruction] = [.nothing]
    var operands: [Int32] = []
    var constants: [Item] = []
    /// The bytes of the texts among them, and of the tables' rows.
    private(set) var texts: [UInt8] = []
    var locations: [LocationPlan] = []
    var groupSteps: [LocationPlan.Step] = []
    var requirements: [[LocationPlan.Requirement]] = []
    var patterns: [Pattern] = []
    var functions: [FunctionBody] = []
    /// Whether an expression asks when the message was accepted.
    public internal(set) var asksForTime = false
    /// The code tables that `lookup` reads.
    public let tables: [CodeTable]
    /// What each row of each table says.
    private(set) var rows: [[TranslatedCode]] = []

    /// A program without any expression.
    public init(tables: [CodeTable] = []) {
        self.tables = tables
        for table in tables {
            rows.append(
                table.rows.map { row in
                    TranslatedCode(
                        code: text(row.code),
                        display: row.display.map { text($0) },
                        system: row.system.map { text($0) }
                    )
                }
            )
        }
    }

    /// What calling a map's function means here.
    struct FunctionBody: Sendable {
        /// The condition under which it yields anything.
        var guardRoot: Root?
        /// The expression of an inline function.
        var body: Root?
        /// How much of the message it sees beside what it is called on.
        var reach = Reach.atHand
    }

    /// Says what calling a function of the directory does.
    public mutating func define(function number: Int32, guard guardRoot: Root?, body: Root?) {
        while functions.count <= Int(number) { functions.append(FunctionBody()) }
        functions[Int(number)] = FunctionBody(guardRoot: guardRoot, body: body)
    }

    mutating func add(_ instruction: Instruction) -> Int32 {
        code.append(instruction)
        return Int32(code.count - 1)
    }

    /// The instruction that reads a location.
    mutating func add(_ location: LocationPlan) -> Int32 {
        if case .segmentAtHand = location.start, location.selection != .all, location.repetition == .first,
            location.field > 0
        {
            return add(
                .fieldAtHand(
                    UInt16(clamping: location.field),
                    component: UInt16(clamping: location.component),
                    subcomponent: UInt16(clamping: location.subcomponent)
                )
            )
        }
        locations.append(location)
        return add(.location(Int32(locations.count - 1)))
    }

    mutating func operands(_ list: [Int32]) -> Operands {
        operands.append(contentsOf: list)
        return Operands(start: Int32(operands.count - list.count), count: Int32(list.count))
    }

    mutating func constant(_ item: Item) -> Int32 {
        constants.append(item)
        return add(.constant(Int32(constants.count - 1)))
    }

    /// A text that stays the same for every message.
    public mutating func text(_ text: String) -> Text {
        texts.append(contentsOf: text.utf8)
        return Text(.program, texts.count - text.utf8.count..<texts.count)
    }
}

/// What a row of a code table says.
public struct TranslatedCode: Sendable {
    /// The code.
    public let code: Text
    /// Its display text.
    public let display: Text?
    /// Its code system.
    public let system: Text?
}

extension Program {
    /// An expression that yields a text.
    public mutating func constantText(_ text: String) -> Root {
        Root(rawValue: constant(.text(self.text(text))))
    }

    /// An expression that yields nothing.
    public var nothing: Root { Root(rawValue: 0) }

    /// An expression that yields the value at hand.
    public mutating func valueAtHand() -> Root {
        Root(rawValue: add(.this))
    }

    /// An expression that yields one of two, by a condition.
    public mutating func choose(_ condition: Root, then: Root, otherwise: Root) -> Root {
        Root(
            rawValue: add(
                .condition(condition.rawValue, then: then.rawValue, otherwise: otherwise.rawValue)
            )
        )
    }

    /// An expression that yields what several yield, one after the other.
    public mutating func sequence(_ roots: [Root]) -> Root {
        Root(rawValue: add(.sequence(operands(roots.map(\.rawValue)))))
    }

    /// An expression that yields what the first that yields anything does.
    public mutating func firstOf(_ roots: [Root]) -> Root {
        Root(rawValue: add(.firstOf(operands(roots.map(\.rawValue)))))
    }

    /// An expression that compares with a text.
    public mutating func equals(_ root: Root, _ text: String) -> Root {
        let constant = constantText(text).rawValue
        return Root(rawValue: add(.binary(.equal, root.rawValue, constant)))
    }
}

/// A location with every name resolved; small, because it is copied for every reading.
struct LocationPlan: Sendable {
    /// Where to begin.
    enum Start: Sendable {
        /// The segment at hand.
        case segmentAtHand
        /// A group that encloses the one at hand by so many levels.
        case enclosing(Int32)
        /// Everything inside a group that encloses the one at hand by so many levels.
        case within(Int32)
        /// The group at hand or the nearest enclosing one that has the segment.
        case nearest
        /// The whole message, whatever its groups.
        case message
    }

    /// One step down.
    struct Step: Sendable {
        enum Target: Sendable {
            case group(GroupID)
            /// The segments after this one, up to the next of its name.
            case after(SegmentName)
        }
        let target: Target
        var selection: Selection
    }

    /// Which of several.
    enum Selection: Sendable, Equatable {
        case first, all, last
        case number(Int32)
        /// The first that meets a list of requirements, by its number in the program.
        case matching(Int32)
    }

    /// One condition of a selection.
    struct Requirement: Sendable {
        let field: Int
        let component: Int
        let subcomponent: Int
        let isNegated: Bool
        let text: Text
    }

    var start: Start
    private var stepNumbers: Range<Int32> = 0..<0
    /// The segment; without one the location means the groups themselves.
    var segment: SegmentName?
    var selection: Selection = .first
    var repetition: Selection = .first
    private var numbers: (field: UInt16, component: UInt16, subcomponent: UInt16) = (0, 0, 0)

    init(start: Start, segment: SegmentName? = nil, selection: Selection = .first) {
        self.start = start
        self.segment = segment
        self.selection = selection
    }

    /// The steps down, in the program's.
    var steps: Range<Int> {
        get { Int(stepNumbers.lowerBound)..<Int(stepNumbers.upperBound) }
        set { stepNumbers = Int32(newValue.lowerBound)..<Int32(newValue.upperBound) }
    }

    /// 0 for the whole segment.
    var field: Int {
        get { Int(numbers.field) }
        set { numbers.field = UInt16(clamping: newValue) }
    }

    var component: Int {
        get { Int(numbers.component) }
        set { numbers.component = UInt16(clamping: newValue) }
    }

    var subcomponent: Int {
        get { Int(numbers.subcomponent) }
        set { numbers.subcomponent = UInt16(clamping: newValue) }
    }
}

extension Program {
    /// Whether an expression yields the same for every message.
    public func isConstant(_ root: Root) -> Bool {
        switch code[Int(root.rawValue)] {
        case .nothing, .constant: true
        default: false
        }
    }

    /// The expression that defers a function until its value is written.
    public mutating func deferring(_ function: Int32, on root: Root) -> Root {
        Root(rawValue: add(.deferEach(function: function, operands([root.rawValue]))))
    }
}
