// What happens to every request: a deadline, the guards, headers against the browser's generosity, and refusals
// turned into pages or JSON. The decisions are in RequestGuards; here they are only applied.

import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Closes the connection of a request that takes too long, be it that its body trickles in.
struct DeadlineMiddleware: RouterMiddleware {
    let timeout: Duration

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let channel = context.channel
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        return try await next(request, context)
    }
}

/// Adds the headers that every answer carries.
struct HeaderMiddleware: RouterMiddleware {
    private static let headers: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (.referrerPolicy, "same-origin"),
        (.crossOriginOpenerPolicy, "same-origin"),
        (.crossOriginResourcePolicy, "same-origin"),
        (.xFrameOptions, "DENY"),
    ]

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.headers { response.headers[name] = value }
        // Pages show patient data: nothing of them stays in a cache.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}

/// Refuses names that are not ours and actions that foreign pages ask for.
struct GuardMiddleware: RouterMiddleware {
    let hosts: HostPolicy

    /// Answered under any name: monitors reach them by whatever name they know, and they hold no patient data.
    private static let openPaths = ["/metrics", "/health"]

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let authority = request.head.authority
        let isOpen = Self.openPaths.contains { path == $0 || path.hasPrefix($0 + "/") }
        guard isOpen || hosts.admits(authority) else {
            throw Refusal(
                status: .misdirectedRequest,
                sentence: "The console does not answer under this name. List it under console.names."
            )
        }
        let isHarmless = request.method == .get || request.method == .head
        let comesFromHere = CrossSitePolicy.admits(
            origin: request.headers[.origin],
            fetchSite: request.headers[.secFetchSite],
            authority: authority
        )
        guard isHarmless || comesFromHere else {
            throw Refusal(status: .forbidden, sentence: "The request comes from another site.")
        }
        return try await next(request, context)
    }
}

/// Turns what was thrown into an answer: JSON for the interface of the command line, a page for everybody else.
struct RefusalMiddleware: RouterMiddleware {
    let page: @Sendable (Refusal) async -> Response

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            let refusal = Refusal(any: error)
            context.logger.debug("refused", metadata: ["status": "\(refusal.status.code)"])
            guard request.uri.path.hasPrefix("/api/") else { return await page(refusal) }
            return try .json(APIProblem(error: refusal.sentence), status: refusal.status)
        }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
    static let xFrameOptions = known("X-Frame-Options")
    static let secFetchSite = known("Sec-Fetch-Site")
    /// Asks for a page's content without its frame.
    static let corridorFragment = known("Corridor-Fragment")

    /// A name that is written in this file and known to be well-formed.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return field
    }
}
