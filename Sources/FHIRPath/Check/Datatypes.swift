// What the definitions say about fields and components, for the checker.

import HL7v2

/// Questions about HL7 v2 segments and datatypes, across versions.
enum Datatypes {
    /// An answer about a field or component.
    enum Answer {
        /// Its datatype.
        case known(String)
        /// Nothing is known: the segment is a site's own.
        case unknown
        /// There is none; the number of those there are.
        case missing(Int)
    }

    static func field(_ number: Int, of segment: String) -> Answer {
        .unknown
    }

    static func component(_ number: Int, of datatype: String) -> Answer {
        .unknown
    }

    static func isSegment(_ name: String) -> Bool {
        true
    }

    static var segmentNames: [String] { [] }
}
