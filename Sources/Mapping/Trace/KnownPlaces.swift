// The places of what was read, each put into words once: most are read for several values.
//
// Found by the byte where they begin. A dictionary hashed against attackers, for a tenth of what lineage took; here
// nothing is hashed, and a message decides only how long the list of its own places is, at most ten for each byte.

import HL7v2

/// The places of what was read, each put into words once.
struct KnownPlaces {
    private let message: Message
    private let names: MessagePlaces
    private var known: [Known] = []
    /// For each byte of the message the place that was told last of what begins there, in `known`; -1 for none.
    private var last: [Int32]

    /// A place that was told, and the one told before it of what begins at the same byte.
    private struct Known {
        /// The level, and whether all of it was read: what begins at one byte may be a field, its component, ….
        let kind: UInt8
        let place: MapTrace.Place
        let before: Int32
    }

    init(_ message: Message) {
        self.message = message
        names = MessagePlaces(message)
        // An element may begin behind the last byte.
        last = Array(repeating: -1, count: message.bytes.count + 1)
    }

    /// The place of an element, wholly or its first value.
    mutating func place(of element: Element, isWhole: Bool) -> MapTrace.Place {
        let start = element.range.lowerBound
        let kind = element.level.rawValue << 1 | (isWhole ? 1 : 0)
        var number = last[start]
        while number >= 0 {
            let candidate = known[Int(number)]
            if candidate.kind == kind { return candidate.place }
            number = candidate.before
        }
        let bytes = isWhole ? element.range : (message.firstValue(of: element) ?? element).range
        let place = MapTrace.Place(location: names.place(of: element), bytes: bytes)
        known.append(Known(kind: kind, place: place, before: last[start]))
        last[start] = Int32(known.count - 1)
        return place
    }
}
