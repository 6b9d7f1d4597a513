// The options of a command that speaks TLS as a client. The files are read once, before anything is sent.

import ArgumentParser
import MLLP
import MLLPTLS

/// Whether and how a command speaks TLS.
struct TLSOptions: ParsableArguments {
    @Flag(name: .customLong("tls"), help: "Speak TLS, 1.2 or newer.")
    var isOn = false

    @Option(
        help: ArgumentHelp(
            "The authorities of the listener's certificate, as PEM; without it the system's.",
            valueName: "file"
        )
    )
    var ca: String?

    @Option(help: ArgumentHelp("A certificate of ours, as PEM, for listeners that ask.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The certificate's key, as PEM, without a passphrase.", valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The name that the listener's certificate must bear; without it the host's.",
            valueName: "name"
        )
    )
    var serverName: String?

    func validate() throws {
        let given = [("ca", ca), ("certificate", certificate), ("key", key), ("server-name", serverName)]
        if !isOn, let first = given.first(where: { $0.1 != nil }) {
            throw ValidationError("--\(first.0) goes with --tls")
        }
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together")
        }
    }

    /// What a connection to a host is set up with; `nil` without TLS.
    func transport(to host: String) throws(TLSFileProblem) -> MLLPServer.TransportSetUp? {
        guard isOn else { return nil }
        let files = TLSFiles(certificate: certificate, key: key, authority: ca)
        return try MLLPTLS.client(files, serverName: serverName ?? host)
    }
}
