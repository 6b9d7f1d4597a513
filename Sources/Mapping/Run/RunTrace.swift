// What a run notes when somebody asks where values come from: which rule wrote which text, after reading what.
//
// A text is known by the place where it begins in the tree's pool of texts: that place stays the same however the
// element is moved, and texts of elements that were taken back are never asked for.

import FHIR
import FHIRPath

/// The notes of one run.
struct RunTrace {
    /// A text that was written.
    struct Entry {
        /// The place where it begins.
        let text: Int
        let rule: Int32
        /// What was read for it, in the evaluation's readings.
        let readings: Range<Int>
        /// The resource whose identity it is made of, if that is so.
        var resource: Int?
    }

    /// In the order of the places where the texts begin.
    private var entries: [Entry] = []
    /// The rules that wrote something, by their origins, each as often as it did.
    private(set) var rules: [Int32] = []
    /// What was read for the identity of each resource, in their order.
    private var identities: [Range<Int>] = []
    /// How many resources were identified.
    var identityCount: Int { identities.count }
    /// Where the readings of the value under way begin.
    var mark = 0
    /// The readings of the item under way, where its text was read by itself.
    private var item: Range<Int>?

    /// One item of a list is written next; its own readings are all that the text is made of, if there are any.
    mutating func beginItem(_ readings: Range<Int>) {
        item = readings.isEmpty ? nil : readings
    }

    /// The next text begins at a place.
    mutating func note(text: Int, rule: Int32, readings count: Int) {
        append(Entry(text: text, rule: rule, readings: item ?? min(mark, count)..<count))
        item = nil
    }

    /// The next text is made of what identifies a resource.
    mutating func note(text: Int, rule: Int32, ofResource number: Int) {
        guard identities.indices.contains(number) else { return }
        append(Entry(text: text, rule: rule, readings: identities[number], resource: number))
    }

    /// Texts are written one after the other; one that was not accepted gives way to the next at its place.
    private mutating func append(_ entry: Entry) {
        while let last = entries.last, last.text >= entry.text { entries.removeLast() }
        entries.append(entry)
    }

    /// What was noted of the text that begins at a place.
    func entry(ofText text: Int) -> Entry? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].text < text { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].text == text ? entries[low] : nil
    }

    /// A rule wrote something.
    mutating func ran(_ rule: Int32) {
        if rules.last != rule { rules.append(rule) }
    }

    /// A resource was begun.
    mutating func identified(by readings: Range<Int>) {
        identities.append(readings)
    }
}

extension MapRun {
    /// Notes where the text that is about to be written comes from.
    @inline(__always)
    mutating func traceNextText() {
        guard trace != nil else { return }
        trace?.note(text: builder.textCount, rule: evaluation.rule, readings: evaluation.readings.count)
    }

    /// Notes that the text that is about to be written is made of what identifies a resource.
    @inline(__always)
    mutating func traceIdentity(of number: Int, rule: Int32) {
        guard trace != nil else { return }
        trace?.note(text: builder.textCount, rule: rule, ofResource: number)
    }
}
