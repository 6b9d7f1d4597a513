// The site that benchmarks and crash tests run: one listener, one receiver, one route.

import Foundation

/// A temporary folder with a site and the engine's state.
struct BenchSite {
    /// In which form messages are delivered.
    enum Form: String, CaseIterable, Sendable {
        /// The bytes as received.
        case pass
        /// Mapped to FHIR.
        case fhir
    }

    /// What senders speak.
    enum Source: Sendable {
        /// HL7 v2 over MLLP.
        case mllp
        /// FHIR over HTTP, with bodies up to this many bytes.
        case fhir(bodyLimit: Int)
    }

    /// The folder of everything; removed by ``remove()``.
    let root: URL

    /// The site folder.
    var site: String { root.appendingPathComponent("site").path }
    /// The state folder.
    var state: String { root.appendingPathComponent("state").path }

    /// Writes the site.
    ///
    /// - Parameters:
    ///   - form: how messages are delivered.
    ///   - receiverPort: the receiver's port on this machine.
    ///   - listenerPort: the listener's port; 0 for any free one.
    ///   - order: the destination's `order_by`.
    ///   - eventLoops: threads that read, parse and map; the engine's default without it.
    ///   - source: what senders speak.
    /// - Throws: the system's error when the folder cannot be written.
    init(
        form: Form,
        receiverPort: Int,
        listenerPort: Int = 0,
        order: String = "patient",
        eventLoops: Int? = nil,
        source: Source = .mllp
    ) throws {
        // A short path: unix socket addresses have 107 bytes.
        root = URL(fileURLWithPath: "/tmp/corridor-bench-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("site/routes"),
            withIntermediateDirectories: true
        )
        let loops = eventLoops.map { "event_loops: \($0)\n" } ?? ""
        let settings = "console:\n  port: 0\n" + loops
        try settings.write(
            to: root.appendingPathComponent("site/corridor.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let routes = """
            listeners:
              lab:
                \(Self.kind(of: source))
                host: 127.0.0.1
                port: \(listenerPort)
                max_connections: 1000
            destinations:
              receiver:
                type: \(form == .fhir ? "fhir" : "http")
                url: http://127.0.0.1:\(receiverPort)/
                order_by: \(order)
                max_connections: 16
                retry:
                  first: 100ms
                  max: 1s
            routes:
              everything:
                from: lab
                \(Self.step(from: source, to: form))
                to: receiver
            """
        try routes.write(
            to: root.appendingPathComponent("site/routes/bench.yaml"),
            atomically: true,
            encoding: .utf8
        )
    }

    private static func kind(of source: Source) -> String {
        switch source {
        case .mllp: "type: mllp"
        case .fhir(let limit): "type: fhir\n    max_body: \(limit)"
        }
    }

    private static func step(from source: Source, to form: Form) -> String {
        switch (source, form) {
        case (.mllp, .pass): "when: MSH-9.1 = 'ORU'"
        case (.mllp, .fhir): "map: hl7v2-to-fhir/ORU_R01"
        case (.fhir, _): ""
        }
    }

    /// Removes the folder; what cannot be removed stays.
    func remove() {
        try? FileManager.default.removeItem(at: root)
    }
}
