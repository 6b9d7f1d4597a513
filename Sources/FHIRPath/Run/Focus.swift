// What an expression is evaluated on: the value, the segment and the group at hand.

public import HL7v2

/// The place in a message from which names are read.
public struct Focus: Sendable {
    /// The value at hand, what `$this` and `.4.1` mean.
    public var item: Item?
    /// The occurrence of a group at hand.
    public var group: GroupTree.Occurrence
    /// The position of the segment at hand, or -1.
    public var segment: Int32 = -1
    /// The position of the value in its list, from 1.
    public var position: Int32 = 1
    /// The groups or segments that `group_by` joined with the one at hand, by number in the evaluation; -1 for none.
    public var joined: Int32 = -1

    /// The focus on a whole message.
    public init(group: GroupTree.Occurrence = .root, item: Item? = nil) {
        self.group = group
        self.item = item
    }

    /// The focus on an item of a list.
    public func on(_ item: Item, position: Int) -> Focus {
        var focus = self
        focus.item = item
        focus.position = Int32(position)
        switch item {
        case .group(let occurrence):
            focus.group = occurrence
            focus.segment = -1
            focus.joined = -1
        case .element(let element) where element.level == .segment:
            focus.segment = Int32(element.segment)
        default: break
        }
        return focus
    }
}
