// Every site version that something waiting was accepted under, compiled once.

import Listeners
import LocatedYAML
import Mapping
import MessageStore
import Routing
import Synchronization

/// The site versions at work in this process.
final class SiteArchive: Sendable {
    /// Compiled versions kept at once; a queue rarely spans more than two.
    static let limit = 32

    /// The version that new messages are judged by.
    let current: SiteRuntime
    private let store: MessageStore
    private let secrets: Secrets
    private let names: Names
    private let older: Mutex<[SiteVersion: SiteRuntime]> = Mutex([:])

    init(current: SiteRuntime, store: MessageStore, secrets: Secrets, names: Names) {
        self.current = current
        self.store = store
        self.secrets = secrets
        self.names = names
    }

    /// A version, from the database where it is not the current one.
    ///
    /// - Returns: `nil` when the database does not hold it, or this build can no longer compile it.
    func runtime(of version: SiteVersion) async throws(StoreError) -> SiteRuntime? {
        if version == current.numbers.version { return current }
        if let known = older.withLock({ $0[version] }) { return known }
        let texts = try await store.siteFiles(of: version)
        var diagnostics = Diagnostics()
        let files = texts.map { SiteFile(path: $0.path, text: $0.text) }
        guard let site = Site.compile(files, secrets: secrets, into: &diagnostics) else { return nil }
        let runtime = try await SiteRuntime.numbered(site, version: version, in: store)
        names.add(runtime)
        older.withLock { older in
            if older.count >= Self.limit, let oldest = older.keys.min() { older[oldest] = nil }
            older[version] = runtime
        }
        return runtime
    }

    /// A version that is compiled already.
    func loadedRuntime(of version: SiteVersion) -> SiteRuntime? {
        version == current.numbers.version ? current : older.withLock { $0[version] }
    }
}
