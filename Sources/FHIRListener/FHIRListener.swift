// One FHIR feed: judges what clients hand over, hands it to the store, and answers once it is durable.
//
// Nothing is answered with 2xx before its commit. Bodies that cannot be taken are kept as refused where there is room
// for them; their clients need not wait for that.

import FHIR
import HTTPTypes
public import Listeners
public import MessageStore
public import Routing

/// Answers the clients of one listener.
public final class FHIRListener: Sendable {
    /// What a listener works with.
    public struct Setting: Sendable {
        /// Judges resources under the current site.
        public var intake: FHIRIntake
        /// The stored numbers of that site.
        public var numbers: SiteNumbers
        /// The feed's stored number.
        public var feed: FeedID
        /// Milliseconds since 1970 UTC.
        public var clock: @Sendable () -> Int64

        /// Puts a setting together.
        public init(
            intake: FHIRIntake,
            numbers: SiteNumbers,
            feed: FeedID,
            clock: @escaping @Sendable () -> Int64
        ) {
            self.intake = intake
            self.numbers = numbers
            self.feed = feed
            self.clock = clock
        }
    }

    /// How long a client waits for a commit.
    static let commitLimit: Duration = .seconds(20)

    /// The listener's numbers.
    public let counters = ListenerCounters()
    let setting: Setting
    let store: any ResourceStoring
    let watch: any DeliveryWatching
    let crashGuard: any CrashGuard
    let messages = MessageMemory()
    let gate = KeyedGate<ResourceKey>()
    let capabilities: Capabilities
    let smart: SMARTConfiguration?
    let access: AccessGate

    /// Prepares a listener.
    ///
    /// - Parameters:
    ///   - setting: what to judge by.
    ///   - store: where resources become durable.
    ///   - watch: tells what becomes of deliveries.
    ///   - crashGuard: remembers bodies that ended a process.
    ///   - tokens: checks access tokens, where the site asks for them.
    public init(
        setting: Setting,
        store: any ResourceStoring,
        watch: any DeliveryWatching,
        crashGuard: any CrashGuard,
        tokens: (any TokenVerifying)? = nil
    ) {
        self.watch = watch
        self.setting = setting
        self.store = store
        self.crashGuard = crashGuard
        let reception = setting.intake.reception
        access = AccessGate(reception, tokens: tokens)
        smart = SMARTConfiguration(reception.tokens)
        capabilities = Capabilities(
            listener: setting.intake.listener.name,
            startedAt: setting.clock(),
            isSMART: smart != nil
        )
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - head: its head.
    ///   - body: reads its body, once, where one is needed.
    /// - Returns: the answer, and the media type that the client wants it in.
    func answer(
        _ head: RequestHead,
        body: () async throws(Problem) -> [UInt8]
    ) async -> (answer: Answer, type: MediaType) {
        var type = MediaType.json
        do throws(Problem) {
            // Wishes are read first, so that every problem is told in the form that the client asked for.
            let format = head.query["_format"]
            let accept = head.headers[.accept]
            let bodyType = Result { () throws(Problem) in try MediaType.ofBody(head.headers[.contentType]) }
            let known = try? bodyType.get()
            type = try MediaType.ofAnswer(accept: accept, format: format, body: known)
            let interaction = try Interaction(
                method: head.method,
                path: head.path,
                base: setting.intake.reception.path
            )
            var head = head
            if !interaction.isOpen { head.permission = try await access.admit(head.headers) }
            try head.permission.check(interaction)
            guard interaction.hasBody else { return (try await look(interaction, head), type) }
            let form = try bodyType.get().form
            guard store.isAvailable else { throw .unavailable }
            let submitted = SubmittedBody(
                bytes: try await body(),
                isXML: form == .xml,
                at: .now,
                receivedAt: setting.clock()
            )
            counters.countReceived(at: submitted.receivedAt)
            return (try await take(interaction, submitted, head), type)
        } catch {
            return (Answer(error), type)
        }
    }

    /// Answers what brings no resource.
    private func look(_ interaction: Interaction, _ head: RequestHead) async throws(Problem) -> Answer {
        switch interaction {
        case .capabilities:
            let tag = Problem.Header(name: .eTag, value: capabilities.entityTag)
            if head.headers[.ifNoneMatch] == tag.value { return Answer(304, headers: [tag]) }
            return Answer(200, headers: [tag], capabilities.tree)
        case .smartConfiguration:
            guard let smart else { throw .unknownAddress }
            var answer = Answer(200)
            answer.document = smart.bytes
            return answer
        case .read(let type, let id):
            return try await read(type, id, version: nil, head)
        case .versionRead(let type, let id, let version):
            guard let message = MessageID(version) else { throw .notFound }
            return try await read(type, id, version: message, head)
        case .status(let id): return try await status(id, head)
        case .preflight, .create, .update, .updateFound, .bundle, .processMessage: return Answer(204)
        }
    }

    /// Hands a message over and waits until it is durable.
    func durable(
        _ message: NewMessage,
        _ wait: CommitWait,
        _ head: RequestHead
    ) async throws(Problem) -> MessageID {
        guard store.accept(message) else { throw .noRoom }
        switch await wait.ending(within: Self.commitLimit, on: head.eventLoop) {
        case .durable(let id): return id
        case .failed: throw .unavailable
        case .tooLate: throw .unconfirmed
        }
    }

    /// Asks the store; when it cannot answer, the client is to come again.
    func stored<Success>(
        _ body: () async throws(StoreError) -> Success
    ) async throws(Problem) -> Success {
        do {
            return try await body()
        } catch {
            throw .unavailable
        }
    }
}
