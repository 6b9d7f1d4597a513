// What processes cost, as the kernel counts it (proc(5)).

import Foundation

/// Processor time and memory of processes.
enum ProcessFigures {
    /// Processor seconds that a process has used, its threads included; 0 for one that is gone.
    static func processorSeconds(of pid: pid_t) -> Double {
        guard let fields = stat(pid), fields.count > 14, let user = Double(fields[11]),
            let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The most resident memory a process ever had, in bytes; 0 for one that is gone.
    static func peakMemory(of pid: pid_t) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return kilobytes * 1024
    }

    /// The processes that descend from one, at this moment.
    static func descendants(of pid: pid_t) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        var children: [pid_t: [pid_t]] = [:]
        for name in names {
            guard let process = pid_t(name), let fields = stat(process), fields.count > 1,
                let parent = pid_t(fields[1])
            else { continue }
            children[parent, default: []].append(process)
        }
        var found: [pid_t] = []
        var open = [pid]
        while let next = open.popLast() {
            let own = children[next] ?? []
            found += own
            open += own
        }
        return found
    }

    /// The fields of /proc/PID/stat after the command's name, which may hold blanks.
    private static func stat(_ pid: pid_t) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }
}
