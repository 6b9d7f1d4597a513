// A small site for the tests: one listener, one receiver of bytes, no maps.

import LocatedYAML
import Mapping
import Routing

enum SampleSite {
    static let routes = """
        listeners:
          lab:
            type: mllp
            port: 2575
        destinations:
          archive:
            type: http
            url: http://archive.example.org/hl7
        routes:
          all-to-archive:
            from: lab
            to: archive
        """

    /// Compiles a site of the given files; `${NAME}` finds what stands in `secrets`.
    static func compile(
        _ files: [String: String],
        secrets: [String: String] = [:]
    ) -> (site: Site?, problems: [String]) {
        var diagnostics = Diagnostics()
        let site = Site.compile(
            files.map { SiteFile(path: $0.key, text: $0.value) },
            secrets: Secrets { secrets[$0] },
            into: &diagnostics
        )
        return (site, diagnostics.sorted.map(\.description))
    }

    /// Compiles one routes file, in which a line may be replaced.
    static func compile(replacing line: String, with replacement: String) -> (site: Site?, problems: [String])
    {
        compile(["routes/lab.yaml": routes.replacing(line, with: replacement)])
    }
}

extension Intake {
    /// The judgment on a message that is judged by itself.
    func judgment(on bytes: [UInt8], acceptedAt: Int64) -> Judgment? {
        if case .judged(let judgment) = judge(bytes, acceptedAt: acceptedAt) { judgment } else { nil }
    }
}

enum SampleMessage {
    static func adt(
        event: String = "A01",
        patient: String = "4711^^^KLINIK-NORD^MR",
        more: String = ""
    ) -> [UInt8] {
        let text = """
            MSH|^~\\&|PAS|NORTH|EHR|NORTH|20261122103000+0100||ADT^\(event)|C1|P|2.5.1\r\
            EVN||20261122103000\r\
            PID|1||\(patient)||Muster^Erika||19700101|F\r\(more)
            """
        return Array(text.utf8)
    }
}
