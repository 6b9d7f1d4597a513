// What an evaluation read, for those who ask where a value came from.

public import HL7v2

/// Something that was read.
public enum Reading: Hashable, Sendable {
    /// The text of an element: of a composite, its first component.
    case element(Element)
    /// All of an element, with its components.
    case whole(Element)
    /// A row of a code table translated, by the numbers of table and row.
    case row(table: Int32, row: Int32)
}
