// A list of edits, ready to run: what each names, and what it writes there.
//
// Names were resolved when it was made, for one structure of messages or, without one, over the whole message as a
// route's condition reads it.

import FHIRPath
import HL7v2
import LocatedYAML

/// The edits of one list, for messages of one structure.
struct EditPlan: Sendable {
    /// The structure; `nil` where segments are found by name in the whole message.
    let structure: Structure?
    /// The group that the list is about: the one that the message was split by, or the whole message.
    let group: GroupID
    let program: Program
    let edits: [Edit]
    /// Where each rule stands, by the number under which it runs.
    let rules: [SourceLocation]
}

/// One edit.
struct Edit: Sendable {
    /// What an edit does.
    enum Action: Sendable {
        /// Writes a value.
        case set(EditTarget, EditValue)
        /// Writes the explicit null, or nothing.
        case blank(EditTarget, isNull: Bool)
        /// Leaves segments, groups or repetitions out.
        case drop(EditTarget)
        /// Puts a new segment beside others.
        case add(Addition)
        /// Puts segments or groups elsewhere.
        case move(EditTarget, MessageEditor.Side, EditTarget)
        /// Does other edits for each.
        case each(EditTarget, [Edit])
        /// Numbers the set ids of segments.
        case renumber(EditTarget)
    }

    let action: Action
    /// A condition with the thing that is edited at hand; `nil` holds always.
    let condition: Root?
    /// The number of its rule.
    let rule: Int32
    /// Segments that its expressions read as the first of the message, where no structure says which one is meant.
    let unscoped: [SegmentName]

    /// Whether its condition is about the repetitions of a field, one by one.
    var isAboutRepetitions: Bool {
        switch action {
        case .set, .blank: true
        case .drop(let target): target.field > 0
        default: false
        }
    }
}

/// What an edit names.
struct EditTarget: Sendable {
    /// Which repetitions of a field.
    enum Repetitions: Sendable {
        /// The field as a whole.
        case whole
        case number(Int)
        case last
        case all
        /// Those for which a condition holds with the repetition at hand.
        case matching(Root)
    }

    /// As it was written.
    let name: String
    /// Yields the segments or groups.
    let things: Root
    /// Yields them where ``things`` does not; `nil` for nothing.
    let elsewhere: Root?
    /// Which of them; `nil` for all.
    let filter: Root?
    /// The segment; `nil` for groups.
    let segment: SegmentName?
    /// 0 for whole segments and groups.
    var field = 0
    var repetitions = Repetitions.whole
    var component: Int?
    var subcomponent: Int?

    /// How much of a field it names.
    var level: Element.Level {
        if field == 0 { return .segment }
        return FieldPath(field, repetition: nil, component: component, subcomponent: subcomponent).level
    }
}

/// A segment that is added.
struct Addition: Sendable {
    let name: SegmentName
    let side: MessageEditor.Side
    let anchor: EditTarget
    /// What it is filled with, in order.
    let fields: [(path: FieldPath, value: EditValue, rule: Int32)]
}

/// What is written, and how.
struct EditValue: Sendable {
    /// How a part of the message is taken over.
    enum Copying: Sendable {
        /// Byte for byte.
        case asItStands
        /// With its components as the place can hold them.
        case shifted
        /// Its deepest first value.
        case firstValue
    }

    /// Where the value comes from.
    indirect enum Source: Sendable {
        case constant(String)
        case expression(Root, Copying)
        case condition(Root, then: Source?, otherwise: Source?)
    }

    let source: Source
    /// How texts are written.
    let form: FieldForm
    /// Whether a row of a table fills code, text and coding system.
    let isCoded: Bool

    /// Whether it is the same for every message.
    var isConstant: Bool {
        if case .constant = source { true } else { false }
    }
}
