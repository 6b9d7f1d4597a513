// Reads `tls:` of a listener or of a destination: the same files under keys of their own.

import LocatedYAML

extension TLSSettings {
    /// Whose `tls:` it is.
    enum Owner {
        /// A listener, which always shows a certificate and may ask its clients for theirs.
        case listener
        /// A destination, which trusts the receiver's authorities and shows a certificate where that wants one.
        case receiver
    }

    /// Reads the paths, in which `${NAME}` may stand.
    init?(
        _ owner: Owner,
        _ node: Node,
        path: String,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) {
        guard var keys = MappingReader(node, path: path, into: &diagnostics) else { return nil }
        let authority: Located<String>?
        let texts: (certificate: Located<String>?, key: Located<String>?)
        switch owner {
        case .listener:
            texts = (
                keys.requiredText("certificate", into: &diagnostics),
                keys.requiredText("key", into: &diagnostics)
            )
            authorityKey = "client_ca"
            authority = keys.text("client_ca", into: &diagnostics)
            serverName = nil
        case .receiver:
            texts = keys.pair(into: &diagnostics)
            authorityKey = "ca"
            authority = keys.text("ca", into: &diagnostics)
            serverName = keys.text("server_name", into: &diagnostics)?.value
        }
        keys.finish(into: &diagnostics)
        certificate = keys.file(texts.certificate, key: "certificate", secrets: secrets, into: &diagnostics)
        key = keys.file(texts.key, key: "key", secrets: secrets, into: &diagnostics)
        self.authority = keys.file(authority, key: authorityKey, secrets: secrets, into: &diagnostics)
        location = node.location
        self.path = path
    }
}

extension MappingReader {
    /// A certificate and its key: both or none.
    fileprivate mutating func pair(
        into diagnostics: inout Diagnostics
    ) -> (certificate: Located<String>?, key: Located<String>?) {
        let certificate = text("certificate", into: &diagnostics)
        let key = text("key", into: &diagnostics)
        for (there, other, missing) in [(certificate, key, "key"), (key, certificate, "certificate")] {
            guard let there, other == nil else { continue }
            diagnostics.error(
                at: there.location,
                key: path,
                "`\(missing)` is missing: a certificate goes with its key"
            )
        }
        return (certificate, key)
    }

    /// A file's path, in which `${NAME}` may stand.
    fileprivate func file(
        _ text: Located<String>?,
        key: String,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> Located<String>? {
        guard let text, let path = secrets.expand(text, key: self.path(of: key), into: &diagnostics) else {
            return nil
        }
        return Located(path, at: text.location)
    }
}
