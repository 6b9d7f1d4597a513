// Moments in the zone of the machine that serves them: operators compare them with the clock on the wall.
// The zone is named on every page; JSON and metrics stay in UTC.

import Glibc

/// Shows moments in one zone.
struct LocalTime: Sendable {
    /// The zone's seconds east of UTC and its name at a moment.
    typealias Zone = @Sendable (Moment) -> (secondsEast: Int64, name: String)

    private let zone: Zone

    /// Shows moments in a zone; the machine's by default.
    init(zone: @escaping Zone = LocalTime.machineZone) {
        self.zone = zone
    }

    /// `09:57:05`, with the date in front unless it is today's.
    func short(_ moment: Moment, at now: Moment) -> String {
        let time = civil(moment)
        return time.date == civil(now).date ? time.timeOfDay : "\(time.date) \(time.timeOfDay)"
    }

    /// `2026-11-22 09:57:05.123`.
    func full(_ moment: Moment) -> String {
        let time = civil(moment)
        return "\(time.date) \(time.timeOfDay).\(padded(time.millisecond, to: 3))"
    }

    /// `CET, UTC+01:00`.
    func zoneName(at moment: Moment) -> String {
        let (seconds, name) = zone(moment)
        guard seconds != 0 else { return "UTC" }
        let minutes = abs(seconds) / 60
        let offset =
            "UTC\(seconds < 0 ? "−" : "+")\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
        return name.isEmpty ? offset : "\(name), \(offset)"
    }

    private func civil(_ moment: Moment) -> CivilTime {
        CivilTime(milliseconds: moment.milliseconds + zone(moment).secondsEast * 1_000)
    }

    /// The zone that the process was started in.
    private static let machineZone: Zone = { moment in
        var seconds = time_t(moment.milliseconds / 1_000)
        var broken = tm()
        guard localtime_r(&seconds, &broken) != nil else { return (0, "UTC") }
        let name = broken.tm_zone.map { String(cString: $0) } ?? ""
        return (Int64(broken.tm_gmtoff), name)
    }
}
