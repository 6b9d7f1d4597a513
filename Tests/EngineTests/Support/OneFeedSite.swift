// The smallest site: one listener, one receiver of bytes, one route.

import Mapping

/// A site of one feed; further keys go in as lines.
struct OneFeedSite {
    /// The receiver's port on this machine.
    var receiverPort: Int
    /// The listener's port; 0 for any.
    var listenerPort = 0
    /// Further keys of the listener.
    var listener: [String] = []
    /// Further keys of the destination.
    var destination: [String] = []

    /// Everything in one routes file.
    var text: String {
        """
        listeners:
          lab:
            type: mllp
            host: 127.0.0.1
            port: \(listenerPort)
            \(listener.joined(separator: "\n    "))
        destinations:
          receiver:
            type: http
            url: http://127.0.0.1:\(receiverPort)/hl7
            retry:
              first: 50ms
              max: 200ms
            \(destination.joined(separator: "\n    "))
        routes:
          everything:
            from: lab
            when: MSH-9.1 = 'ORU'
            to: receiver
        """
    }

    /// The site's files.
    var files: [SiteFile] { [SiteFile(path: "routes/lab.yaml", text: text)] }
}
