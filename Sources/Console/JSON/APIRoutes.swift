// The interface of the command line.
//
//   GET  /api/queue                          Overview: engine, feeds, destinations
//   GET  /api/messages?status&feed&destination&control_id&before&limit     MessagePage
//   GET  /api/messages/NUMBER                MessageView
//   GET  /api/messages/NUMBER/raw            the bytes as received
//   GET  /api/parked?destination&reason&after&limit                        ParkedPage
//   GET  /api/parked/groups                  ParkedGroupList
//   POST /api/retry                          APIRetry -> ActionOutcome; 409 with what would be overtaken
//   POST /api/discard                        APIDiscard -> ActionOutcome
//   POST /api/destinations/NAME/pause        APIDestinationState
//   POST /api/destinations/NAME/resume       APIDestinationState
//
// Bodies are JSON and must say so. Refusals answer {"error": "a sentence"} with 400, 403, 404, 409, 415 or 503.

import Hummingbird

/// Answers the `/api/` paths.
struct APIRoutes: Sendable {
    let backend: any ConsoleBackend
    let sampler: RateSampler
    let reader: RequestReader
    let actions: OperatorActions

    func add(to router: Router<ConsoleContext>) {
        router.get("/api/queue") { _, _ in try Response.json(await sampler.overview()) }
        router.get("/api/messages") { request, _ in
            try Response.json(try await backend.messages(reader.messageQuery(reader.query(request))))
        }
        router.get("/api/messages/:number") { _, context in try Response.json(try await message(context)) }
        router.get("/api/messages/:number/raw") { _, context in
            let view = try await message(context)
            return Response.download(view.payload, name: "\(view.row.number).\(view.format.fileEnding)")
        }
        router.get("/api/parked") { request, _ in
            try Response.json(try await backend.parked(reader.parkedQuery(reader.query(request))))
        }
        router.get("/api/parked/groups") { _, _ in try Response.json(try await backend.parkedGroups()) }
        router.post("/api/retry") { request, _ in try await retry(request) }
        router.post("/api/discard") { request, _ in
            let body = try await reader.json(APIDiscard.self, request)
            let deliveries = try reader.checked(body.deliveries)
            return try Response.json(
                try await actions.discard(deliveries, reason: reader.reason(body.reason))
            )
        }
        router.post("/api/destinations/:name/pause") { request, context in
            try await setPaused(true, request, context)
        }
        router.post("/api/destinations/:name/resume") { request, context in
            try await setPaused(false, request, context)
        }
    }

    private func message(_ context: ConsoleContext) async throws -> MessageView {
        try await backend.storedMessage(context.parameters.get("number"))
    }

    private func retry(_ request: Request) async throws -> Response {
        let body = try await reader.json(APIRetry.self, request)
        let deliveries = try reader.checked(body.deliveries)
        if body.anyway != true {
            let overtaken = try await backend.overtaken(by: deliveries)
            guard overtaken.isEmpty else {
                let sentence = "Something newer of the same lane has been delivered since."
                return try Response.json(APIProblem(error: sentence, overtaken: overtaken), status: .conflict)
            }
        }
        return try Response.json(try await actions.retry(deliveries))
    }

    private func setPaused(_ paused: Bool, _ request: Request, _ context: ConsoleContext) async throws
        -> Response
    {
        // The empty object would do; what counts is the media type, which a foreign form cannot send.
        _ = try await reader.json([String: String].self, request)
        let name = FormText.decodePath(context.parameters.get("name") ?? "")
        try await actions.setPaused(paused, destination: name)
        return try Response.json(APIDestinationState(destination: name, paused: paused))
    }
}

extension ConsoleBackend {
    /// The message with the number in a path.
    func storedMessage(_ number: String?) async throws -> MessageView {
        guard let number = number.flatMap(MessageNumber.init), let view = try await message(number) else {
            throw Refusal.notFound("such message, or it is not stored any more")
        }
        return view
    }
}

extension MessageView.Format {
    /// How the name of a file in this format ends.
    var fileEnding: String {
        switch self {
        case .hl7v2: "hl7"
        case .fhirJSON: "json"
        case .fhirXML: "xml"
        }
    }
}
