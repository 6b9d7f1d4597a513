import Foundation
import TestCertificates
import Testing

@testable import MLLPTLS

@Suite(.enabled(if: TestAuthority.isAvailable, "there is no openssl to make certificates with"))
struct TLSFilesTests {
    private static func problem(_ files: TLSFiles) -> TLSFileProblem? {
        do {
            _ = try MLLPTLS.server(files)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file that cannot be used is named with its reason`() throws {
        let authority = try TestAuthority()
        let good = authority.files("server", trusting: "ca")
        #expect(Self.problem(good) == nil)
        var files = good
        files.certificate = authority.path("absent.pem")
        #expect(Self.problem(files)?.description == "`\(authority.path("absent.pem"))` cannot be read")
        files.certificate = authority.path("server.key")
        #expect(Self.problem(files)?.file == .certificate)
        files = good
        files.key = authority.path("server.pem")
        #expect(
            Self.problem(files)?.description
                == "`\(authority.path("server.pem"))` holds no key in PEM form without a passphrase"
        )
        files.key = authority.path("client.key")
        #expect(
            Self.problem(files)
                == TLSFileProblem(
                    file: .key,
                    description: "`\(authority.path("client.key"))` is not the key of the certificate"
                )
        )
        files = good
        files.authority = authority.folder
        #expect(Self.problem(files)?.file == .authority)
    }
}
