// Metrics and health, for machines; answered under any name, without patient data.
//
//   GET /metrics               Prometheus text
//   GET /health                200 or 503 with HealthReport
//   GET /health/feeds          FeedHealthReport
//   GET /health/feeds/NAME     200 where this process listens for the feed, else 503: a load balancer follows it

import Hummingbird

/// Answers the paths of monitors.
struct MonitoringRoutes: Sendable {
    let backend: any ConsoleBackend

    func add(to router: Router<ConsoleContext>) {
        router.get("/metrics") { _, _ in
            let text = EngineMetrics.render(await backend.overview(), at: .now)
            return Response.text(text, "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/health") { _, _ in
            let report = HealthReport(await backend.overview())
            return try Response.json(report, status: report.healthy ? .ok : .serviceUnavailable)
        }
        router.get("/health/feeds") { _, _ in
            try Response.json(FeedHealthReport(await backend.overview()))
        }
        router.get("/health/feeds/:name") { _, context in
            let name = FormText.decodePath(context.parameters.get("name") ?? "")
            let report = FeedHealthReport(await backend.overview())
            guard let feed = report.feeds.first(where: { $0.name == name }) else {
                throw Refusal.notFound("feed of that name")
            }
            let status = feed.state == .listening ? HTTPResponse.Status.ok : .serviceUnavailable
            return try Response.json(feed, status: status)
        }
    }
}
