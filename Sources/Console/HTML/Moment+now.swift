// The only place where the console looks at the clock.

import Foundation

extension Moment {
    /// The present moment by the system's clock.
    static var now: Moment {
        Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
