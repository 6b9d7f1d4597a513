// The only clock that maps and edits read, as a text: when the message was accepted. It does not say what time it is.

import Foundation
import HL7v2

extension MapContext {
    /// When the message was accepted, to the second, with the offset of the listener's zone.
    var now: String {
        let seconds = acceptedAt / 1000
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) / 60
        let local = DateTime(utcMilliseconds: (seconds + Int64(offset) * 60) * 1000).hl7Text.prefix(14)
        func digits(_ range: Range<Int>) -> Substring {
            local.dropFirst(range.lowerBound).prefix(range.count)
        }
        let sign = offset < 0 ? "-" : "+"
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(digits(0..<4))-\(digits(4..<6))-\(digits(6..<8))T\(digits(8..<10)):\(digits(10..<12)):"
            + "\(digits(12..<14))\(sign)\(padded(abs(offset) / 60)):\(padded(abs(offset) % 60))"
    }
}
