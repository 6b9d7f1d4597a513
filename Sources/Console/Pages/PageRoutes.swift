// The pages and their forms. A handler reads the request, asks the engine, and renders; forms answer with a redirect.

import HTTPTypes
import Hummingbird

/// Answers the paths of the pages.
struct PageRoutes: Sendable {
    let backend: any ConsoleBackend
    let sampler: RateSampler
    let reader: RequestReader
    let actions: OperatorActions
    let time = LocalTime()

    func add(to router: Router<ConsoleContext>) {
        router.get("/") { request, _ in try await overview(request) }
        router.get("/messages") { request, _ in try await messages(request) }
        router.get("/messages/:number") { _, context in
            let view = try await backend.storedMessage(context.parameters.get("number"))
            let frame = await frame()
            return respond(MessageDetailPage(frame: frame, view: view).page, in: frame)
        }
        router.get("/messages/:number/raw") { _, context in
            let view = try await backend.storedMessage(context.parameters.get("number"))
            return Response.download(view.payload, name: "\(view.row.number).\(view.format.fileEnding)")
        }
        router.get("/search") { request, _ in try await search(request) }
        router.get("/destinations/:name") { request, context in try await destination(request, context) }
        router.post("/destinations/:name/pause") { try await setPaused(true, $0, $1) }
        router.post("/destinations/:name/resume") { try await setPaused(false, $0, $1) }
        router.get("/parked") { request, _ in try await parked(request) }
        router.post("/parked/confirm") { request, _ in try await confirm(request) }
        router.post("/parked/retry") { request, _ in
            let outcome = try await actions.retry(reader.deliveries(reader.form(request)))
            return Response.seeOther(
                "/parked?retried=\(outcome.changed.count)&missing=\(outcome.missing.count)"
            )
        }
        router.post("/parked/discard") { request, _ in
            let form = try await reader.form(request)
            let reason = try reader.reason(reader.value("reason", form))
            let outcome = try await actions.discard(reader.deliveries(form), reason: reason)
            return Response.seeOther(
                "/parked?discarded=\(outcome.changed.count)&missing=\(outcome.missing.count)"
            )
        }
    }

    /// The page for a refusal.
    func refuse(_ refusal: Refusal) async -> Response {
        await .html(ProblemPage(refusal: refusal).page.document(in: frame()), status: refusal.status)
    }

    private func frame() async -> Frame {
        Frame(
            now: .now,
            time: time,
            token: reader.token.text,
            overview: await sampler.overview(),
            limits: reader.limits
        )
    }

    /// The document, or for our own script only what is inside its frame.
    private func respond(_ page: Page, in frame: Frame, to request: Request? = nil) -> Response {
        guard request?.headers[.corridorFragment] == nil else { return .html(page.body) }
        return .html(page.document(in: frame))
    }

    private func overview(_ request: Request) async throws -> Response {
        var query = MessageQuery()
        query.limit = OverviewPage.messageCount
        let frame = await frame()
        let page = OverviewPage(frame: frame, latest: try await latest(query), history: sampler.history)
        return respond(page.page, in: frame, to: request)
    }

    private func destination(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let frame = await frame()
        let name = name(context)
        guard let destination = frame.overview.destinations.first(where: { $0.name == name }) else {
            throw Refusal.notFound("destination of that name")
        }
        var query = MessageQuery()
        query.destination = name
        query.limit = OverviewPage.messageCount
        let page = DestinationPage(
            frame: frame,
            destination: destination,
            latest: try await latest(query),
            history: sampler.history(.destination(name))
        )
        return respond(page.page, in: frame, to: request)
    }

    /// Messages beside something more important, which is shown also while the store does not answer.
    private func latest(_ query: MessageQuery) async throws -> MessagePage? {
        do {
            return try await backend.messages(query)
        } catch .unavailable {
            return nil
        }
    }

    private func messages(_ request: Request) async throws -> Response {
        let query = try reader.messageQuery(reader.query(request))
        let result = try await backend.messages(query)
        let frame = await frame()
        return respond(MessagesPage(frame: frame, query: query, result: result).page, in: frame)
    }

    /// A message number leads to the message, anything else is taken for a control id.
    private func search(_ request: Request) async throws -> Response {
        guard let text = reader.value("q", reader.query(request)) else {
            return Response.seeOther("/messages")
        }
        if let number = MessageNumber(text), try await backend.message(number) != nil {
            return Response.seeOther("/messages/\(number)")
        }
        return Response.seeOther("/messages?control_id=\(FormText.encode(text))")
    }

    private func parked(_ request: Request) async throws -> Response {
        let fields = reader.query(request)
        let query = try reader.parkedQuery(fields)
        let frame = await frame()
        let page = ParkedListPage(
            frame: frame,
            groups: try await backend.parkedGroups(),
            query: query,
            result: try await backend.parked(query),
            notice: notice(fields)
        )
        return respond(page.page, in: frame)
    }

    private func notice(_ fields: FormText) -> String? {
        func count(_ name: String) -> Int64? { reader.value(name, fields).flatMap { Int64($0) } }
        let retried = count("retried").map {
            Words.count($0, "delivery goes", "deliveries go") + " out again."
        }
        let discarded = count("discarded").map { Words.count($0, "delivery", "deliveries") + " discarded." }
        let missing = count("missing").flatMap { count in
            count > 0 ? Words.count(count, "was", "were") + " no longer parked." : nil
        }
        guard let done = retried ?? discarded else { return nil }
        return [done, missing].compactMap(\.self).joined(separator: " ")
    }

    private func confirm(_ request: Request) async throws -> Response {
        let form = try await reader.form(request)
        guard let action = reader.value("action", form).flatMap(ConfirmPage.Action.init) else {
            throw Refusal.invalid("The action must be retry or discard.")
        }
        let deliveries = try await selected(form)
        let overtaken = action == .retry ? try await backend.overtaken(by: deliveries) : []
        let frame = await frame()
        let page = ConfirmPage(
            frame: frame,
            action: action,
            deliveries: deliveries,
            overtaken: overtaken
        )
        return respond(page.page, in: frame)
    }

    /// The deliveries that were ticked, or the first ones of a group, as many as one action takes.
    private func selected(_ form: FormText) async throws -> [DeliveryNumber] {
        guard let reason = reader.value("group", form) else { return try reader.deliveries(form) }
        var query = ParkedQuery()
        query.reason = reason
        query.destination = reader.value("destination", form)
        query.limit = reader.limits.actionDeliveries
        return try reader.checked(await backend.parked(query).deliveries.map(\.number))
    }

    private func setPaused(_ paused: Bool, _ request: Request, _ context: ConsoleContext) async throws
        -> Response
    {
        _ = try await reader.form(request)
        let name = name(context)
        try await actions.setPaused(paused, destination: name)
        return Response.seeOther("/destinations/\(FormText.encode(name))")
    }

    private func name(_ context: ConsoleContext) -> String {
        FormText.decodePath(context.parameters.get("name") ?? "")
    }
}
