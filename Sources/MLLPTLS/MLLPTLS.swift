// TLS for MLLP, both ways, as what MLLPServer and MLLPClient take for `transport`. A module of its own, because
// NIOSSL brings a whole BoringSSL with it.

public import MLLP
import NIOCore
import NIOSSL

/// Makes transports that speak TLS 1.2 or newer.
public enum MLLPTLS {
    /// The transport of a listener.
    ///
    /// - Parameter files: its certificate and key, which must be there; with authorities, a client without a
    ///   certificate of theirs is refused.
    /// - Returns: what `MLLPServer.Configuration` takes.
    /// - Throws: ``TLSFileProblem`` for the first file that cannot be used.
    public static func server(_ files: TLSFiles) throws(TLSFileProblem) -> MLLPServer.TransportSetUp {
        guard let certificate = files.certificate, let key = files.key else {
            throw TLSFileProblem(
                file: .certificate,
                description: "a listener needs a certificate and its key"
            )
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try files.certificates(at: certificate, as: .certificate).map {
                .certificate($0)
            },
            privateKey: .privateKey(try files.privateKey(at: key))
        )
        configuration.minimumTLSVersion = .tlsv12
        if let authority = files.authority {
            configuration.trustRoots = .certificates(try files.certificates(at: authority, as: .authority))
            // Of a server this asks for a certificate, and goes on with none but a valid one.
            configuration.certificateVerification = .noHostnameVerification
        }
        let context = try context(configuration, key: key)
        return { channel in
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        }
    }

    /// The transport of a client.
    ///
    /// The other side's certificate must be valid, of one of the authorities, and bear the server's name.
    ///
    /// - Parameters:
    ///   - files: its own certificate and key, for servers that ask for one; the authorities, without which the
    ///     system's are trusted.
    ///   - serverName: the host name that the server's certificate must bear; `nil` for the address connected to.
    /// - Returns: what `MLLPClient.Configuration` takes.
    /// - Throws: ``TLSFileProblem`` for the first file that cannot be used.
    public static func client(
        _ files: TLSFiles,
        serverName: String?
    ) throws(TLSFileProblem) -> MLLPServer.TransportSetUp {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority = files.authority {
            configuration.trustRoots = .certificates(try files.certificates(at: authority, as: .authority))
        }
        if let certificate = files.certificate {
            configuration.certificateChain = try files.certificates(at: certificate, as: .certificate).map {
                .certificate($0)
            }
        }
        if let key = files.key { configuration.privateKey = .privateKey(try files.privateKey(at: key)) }
        let context = try context(configuration, key: files.key ?? "")
        // An address is no host name: without one, the certificate must bear the address itself.
        let name = serverName.flatMap { isAddress($0) ? nil : $0 }
        return { channel in
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
            try pipeline.addHandler(HandshakeGate())
        }
    }

    private static func context(
        _ configuration: TLSConfiguration,
        key: String
    ) throws(TLSFileProblem) -> NIOSSLContext {
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            // Every part was read before; what is left is that they do not belong together.
            throw TLSFileProblem(file: .key, description: "`\(key)` is not the key of the certificate")
        }
    }

    private static func isAddress(_ name: String) -> Bool {
        (try? SocketAddress(ipAddress: name, port: 0)) != nil  // What is no address is a name.
    }
}
