// The smallest site: one listener, one receiver of bytes, one route.

import Mapping

enum OneFeedSite {
    /// A site whose receiver is at this port of this machine.
    static func files(
        receiverPort: Int,
        listener: String = "",
        destination: String = "",
        route: String = ""
    ) -> [SiteFile] {
        let text = """
            listeners:
              lab:
                type: mllp
                port: 0
            \(listener)
            destinations:
              receiver:
                type: http
                url: http://127.0.0.1:\(receiverPort)/hl7
                retry:
                  first: 50ms
                  max: 200ms
            \(destination)
            routes:
              everything:
                from: lab
                when: MSH-9.1 = 'ORU'
                to: receiver
            \(route)
            """
        return [SiteFile(path: "routes/lab.yaml", text: text)]
    }
}
