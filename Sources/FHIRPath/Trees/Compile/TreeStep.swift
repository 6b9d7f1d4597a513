// A compiled expression over trees: names resolved to members, types to numbers, patterns to programs.

import FHIR

/// One operation of a compiled expression; it works on the collections that those inside of it yield.
indirect enum TreeStep: Sendable {
    case constant([TreeValue])
    /// `$this`.
    case this
    /// `$index`.
    case index
    /// `$total`.
    case total
    /// `%context`, `%resource`, `%rootResource`.
    case environment(TreeEnvironmentName)
    /// What `defineVariable` or the caller gave a name.
    case variable(Int)
    /// A name at the head: the value at hand if it is of that type, else its children of that name.
    case head(TreeName, type: TypeID?)
    /// Children of children.
    case path(TreeStep, [TreeName])
    case call(TreeFunction, TreeStep, [TreeStep])
    case indexer(TreeStep, TreeStep)
    case negate(TreeStep)
    case plus(TreeStep)
    case binary(Expression.BinaryOperator, TreeStep, TreeStep)
    case typeTest(TreeStep, TreeTypeTest)
    case cast(TreeStep, TreeTypeTest)
    case ofType(TreeStep, TreeTypeTest)
    case define(TreeStep, slot: Int, value: TreeStep?)
    case sort(TreeStep, [TreeSortKey])
    /// Codes through a table.
    case translate(TreeStep, TreeTable)
    /// The number of the item at hand in its list, from 1.
    case position
    /// The control id of the message that is made.
    case controlID
    /// A regular expression known when the expression was compiled.
    case matches(TreeStep, Pattern, isFull: Bool)
}

/// What the environment of an evaluation offers.
enum TreeEnvironmentName: String, Sendable {
    case context
    case resource
    case rootResource
}

/// The name of an element with the members it means in each type.
typealias TreeName = Tree.PathStep

/// A key of `sort`.
struct TreeSortKey: Sendable {
    let step: TreeStep
    /// Which way it goes; items without the key are the least.
    var direction = Expression.SortDirection.ascending
    /// Whether it goes by the negative, of texts and dates too; items without the key are still the least.
    var isNegated = false

    var isDescending: Bool { (direction == .descending) != isNegated }
}

/// What `is`, `as` and `ofType` ask for.
struct TreeTypeTest: Sendable {
    /// The type of values that are no nodes.
    let system: SystemType?
    /// The type of nodes.
    let fhir: TypeID?
    /// Whether the FHIR type is a primitive, which `as` and `ofType` take exactly.
    let isPrimitive: Bool
}
