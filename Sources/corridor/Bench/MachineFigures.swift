// What a machine gave while something was measured, as the kernel counts it (proc(5), /proc/stat).
//
// A virtual machine's processors may be taken away by its neighbours; a rate says little without that share.

import Foundation

/// Processor time of a whole machine, in clock ticks.
struct MachineFigures {
    /// Waiting for work, and waiting for disks.
    private var idle: Int64 = 0
    private var disks: Int64 = 0
    /// Given to other guests of the host.
    private var stolen: Int64 = 0
    private var total: Int64 = 0

    /// Reads the counts since the machine started; zeros where there are none.
    init() {
        let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
        let numbers = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Int64($0) }
        // user nice system idle iowait irq softirq steal; guests' time is in user already.
        guard numbers.count >= 8 else { return }
        (idle, disks, stolen) = (numbers[3], numbers[4], numbers[7])
        total = numbers[..<8].reduce(0, +)
    }

    /// What the machine gave since these were read, in words.
    func since() -> String {
        let now = MachineFigures()
        let whole = Double(max(1, now.total - total))
        func share(_ part: Int64) -> String { String(format: "%.0f %%", Double(part) / whole * 100) }
        return "\(ProcessInfo.processInfo.activeProcessorCount) cores: \(share(now.idle - idle)) idle, "
            + "\(share(now.disks - disks)) waiting for the disk, \(share(now.stolen - stolen)) taken by other guests"
    }
}
