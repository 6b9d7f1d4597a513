// Certificates and keys from PEM files, read once: a changed file counts from the next start on.

import Foundation
import NIOSSL

/// The PEM files of one side of a connection, by path.
public struct TLSFiles: Hashable, Sendable {
    /// The certificate that this side shows, with its chain, its own first.
    public var certificate: String?
    /// The key of that certificate, without a passphrase.
    public var key: String?
    /// The authorities whose certificates are taken from the other side.
    public var authority: String?

    /// Names the files.
    public init(certificate: String? = nil, key: String? = nil, authority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }
}

/// Why a file cannot be used.
///
/// It names the file, and nothing of a key.
public struct TLSFileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which file.
    public enum File: Hashable, Sendable {
        /// The certificate.
        case certificate
        /// The key.
        case key
        /// The authorities.
        case authority
    }

    /// Which file.
    public let file: File
    /// What is wrong with it, in words for an operator.
    public let description: String
}

extension TLSFiles {
    /// The largest file that is read, in bytes.
    public static let sizeLimit = 1 << 20

    func certificates(at path: String, as file: TLSFileProblem.File) throws(TLSFileProblem)
        -> [NIOSSLCertificate]
    {
        let bytes = try Self.bytes(at: path, as: file)
        // What NIOSSL says of bytes that it cannot read helps nobody; the path does.
        guard let found = try? NIOSSLCertificate.fromPEMBytes(bytes), !found.isEmpty else {
            throw TLSFileProblem(file: file, description: "`\(path)` holds no certificate in PEM form")
        }
        return found
    }

    func privateKey(at path: String) throws(TLSFileProblem) -> NIOSSLPrivateKey {
        let bytes = try Self.bytes(at: path, as: .key)
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        } catch {
            throw TLSFileProblem(
                file: .key,
                description: "`\(path)` holds no key in PEM form without a passphrase"
            )
        }
    }

    private static func bytes(at path: String, as file: TLSFileProblem.File) throws(TLSFileProblem) -> [UInt8]
    {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw TLSFileProblem(file: file, description: "`\(path)` cannot be read")
        }
        // A folder can be opened, and not be read.
        guard let data = try? handle.read(upToCount: sizeLimit + 1) else {
            throw TLSFileProblem(file: file, description: "`\(path)` cannot be read")
        }
        guard data.count <= sizeLimit else {
            throw TLSFileProblem(file: file, description: "`\(path)` is larger than \(sizeLimit) bytes")
        }
        return Array(data)
    }
}
