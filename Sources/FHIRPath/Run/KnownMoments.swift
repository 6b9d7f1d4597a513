// The dates and times that were converted last: a report's results carry the same two or three moments.

import HL7v2

/// A few conversions of one run, the last ones.
struct KnownMoments {
    /// A conversion: of what, by which function, and what came out.
    struct Conversion {
        let source: Text
        let function: Function
        let result: Text
    }

    private var conversions: [Conversion] = []
    private var next = 0

    /// More would be looked through longer than converting takes.
    private static let limit = 4

    /// What a text became; `nil` where it is not among the last.
    mutating func result(of source: Text, by function: Function, in texts: TextPool) -> Text? {
        for conversion in conversions
        where conversion.function == function && texts.areEqual(conversion.source, source) {
            return conversion.result
        }
        return nil
    }

    mutating func remember(_ conversion: Conversion) {
        if conversions.count < Self.limit {
            conversions.append(conversion)
        } else {
            conversions[next] = conversion
            next = (next + 1) % Self.limit
        }
    }
}
