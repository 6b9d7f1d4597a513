// Samples the engine's counters once a second, so that pages show rates and their course over five minutes.

import ServiceLifecycle
import Synchronization

/// Watches every feed's and destination's counter.
final class RateSampler: Service {
    /// Which counter.
    enum Series: Hashable, Sendable {
        /// Messages that a feed received.
        case feed(String)
        /// Deliveries that arrived at a destination.
        case destination(String)
    }

    private static let interval = Duration.seconds(1)
    private let backend: any ConsoleBackend
    private let meters = Mutex<[Series: RateMeter]>([:])

    init(backend: any ConsoleBackend) {
        self.backend = backend
    }

    /// Samples until graceful shutdown.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                self.record(await self.backend.overview(), at: .now)
                // Ends early only when cancelled, which the loop sees.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// The overview with the rates that the backend did not fill in.
    func overview() async -> Overview {
        var overview = await backend.overview()
        let meters = meters.withLock { $0 }
        for index in overview.feeds.indices where overview.feeds[index].rate == nil {
            overview.feeds[index].rate = meters[.feed(overview.feeds[index].name)]?.rate
        }
        for index in overview.destinations.indices where overview.destinations[index].rate == nil {
            overview.destinations[index].rate = meters[.destination(overview.destinations[index].name)]?.rate
        }
        return overview
    }

    /// The course of one counter's rate over the last five minutes.
    func history(_ series: Series) -> [Double] {
        let meter = meters.withLock { $0[series] }
        return (meter ?? RateMeter()).history(stretches: 60, each: .seconds(5))
    }

    /// Notes the totals; forgets what the site no longer has.
    func record(_ overview: Overview, at moment: Moment) {
        meters.withLock { meters in
            var kept: [Series: RateMeter] = [:]
            for feed in overview.feeds {
                kept[.feed(feed.name)] = meters[.feed(feed.name)] ?? RateMeter()
                kept[.feed(feed.name)]?.record(feed.received, at: moment)
            }
            for destination in overview.destinations {
                let series = Series.destination(destination.name)
                kept[series] = meters[series] ?? RateMeter()
                kept[series]?.record(destination.delivered, at: moment)
            }
            meters = kept
        }
    }
}
