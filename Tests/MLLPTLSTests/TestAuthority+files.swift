import MLLPTLS
import TestCertificates

extension TestAuthority {
    /// The files of a side that shows a certificate and trusts an authority.
    func files(_ name: String?, trusting authority: String?) -> TLSFiles {
        TLSFiles(
            certificate: name.map { path("\($0).pem") },
            key: name.map { path("\($0).key") },
            authority: authority.map { path("\($0).pem") }
        )
    }
}
