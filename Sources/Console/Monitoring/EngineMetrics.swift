// What `/metrics` says: counters and gauges by feed and destination, out of the overview.
// Labels are names of the site and states; nothing of a message is ever one.

/// Renders an overview as metrics.
enum EngineMetrics {
    static func render(_ overview: Overview, at now: Moment) -> String {
        var metrics = MetricsText()
        add(overview.engine, to: &metrics)
        add(overview.feeds, to: &metrics)
        add(overview.destinations, at: now, to: &metrics)
        return metrics.text
    }

    private static func add(_ engine: EngineRow, to metrics: inout MetricsText) {
        metrics.family("corridor_info", .gauge, "The version of Corridor and of the running site.")
        metrics.sample("corridor_info", [("version", engine.version), ("site", engine.site)], Int64(1))
        metrics.family(
            "corridor_start_time_seconds",
            .gauge,
            "When the engine started, in seconds since 1970."
        )
        metrics.sample("corridor_start_time_seconds", [], Double(engine.startedAt.milliseconds) / 1_000)
        metrics.family("corridor_store_available", .gauge, "Whether messages can be made durable.")
        metrics.sample("corridor_store_available", [], Int64(engine.storeIsAvailable ? 1 : 0))
    }

    private static func add(_ feeds: [FeedRow], to metrics: inout MetricsText) {
        func each(_ name: String, _ kind: MetricsText.Kind, _ help: String, _ value: (FeedRow) -> Int64) {
            metrics.family(name, kind, help)
            for feed in feeds { metrics.sample(name, [("feed", feed.name)], value(feed)) }
        }
        each("corridor_feed_listening", .gauge, "Whether this process listens for the feed.") {
            $0.state == .listening ? 1 : 0
        }
        each("corridor_feed_connections", .gauge, "Open connections.") { Int64($0.connections) }
        each("corridor_messages_received_total", .counter, "Messages that came in.") { $0.received }
        each("corridor_messages_acknowledged_total", .counter, "Messages acknowledged after their commit.") {
            $0.acknowledged
        }
        each("corridor_messages_refused_total", .counter, "Messages answered negatively.") { $0.refused }
        each("corridor_messages_unrouted_total", .counter, "Messages that no route wanted.") { $0.unrouted }
        each(
            "corridor_messages_nonconforming_total",
            .counter,
            "Messages taken although they do not conform."
        ) { $0.nonconforming }
        each("corridor_bytes_outside_frames_total", .counter, "Bytes outside of frames, dropped.") {
            $0.bytesOutsideFrames
        }
        each("corridor_frames_cut_total", .counter, "Frames begun and not ended, dropped.") { $0.cutFrames }
        each("corridor_frames_oversized_total", .counter, "Frames over the limit, refused.") {
            $0.oversizedFrames
        }
        each(
            "corridor_commit_blocks_total",
            .counter,
            "Commit blocks of senders that speak MLLP release 2."
        ) { $0.commitBlocks }

        let measured = feeds.filter { $0.acknowledgmentLatency != nil }
        guard !measured.isEmpty else { return }
        let name = "corridor_acknowledgment_seconds"
        metrics.family(name, .histogram, "Time from the last byte of a message to its acknowledgment.")
        for feed in measured {
            guard let latency = feed.acknowledgmentLatency else { continue }
            metrics.histogram(name, [("feed", feed.name)], latency)
        }
    }

    private static func add(_ destinations: [DestinationRow], at now: Moment, to metrics: inout MetricsText) {
        let deliveries = "corridor_deliveries_total"
        metrics.family(deliveries, .counter, "Deliveries that came to an end, by outcome.")
        for destination in destinations {
            let name = ("destination", destination.name)
            metrics.sample(deliveries, [name, ("outcome", "delivered")], destination.delivered)
            metrics.sample(deliveries, [name, ("outcome", "discarded")], destination.discarded)
        }
        func each(
            _ name: String,
            _ kind: MetricsText.Kind,
            _ help: String,
            _ value: (DestinationRow) -> Int64
        ) {
            metrics.family(name, kind, help)
            for destination in destinations {
                metrics.sample(name, [("destination", destination.name)], value(destination))
            }
        }
        each("corridor_failed_attempts_total", .counter, "Attempts that failed.") { $0.failedAttempts }
        each("corridor_queue_waiting", .gauge, "Deliveries not yet begun.") { $0.waiting }
        each("corridor_queue_in_flight", .gauge, "Deliveries being sent.") { $0.inFlight }
        each("corridor_queue_retrying", .gauge, "Deliveries that failed and are due again.") { $0.retrying }
        each("corridor_parked", .gauge, "Deliveries given up until an operator acts.") { $0.parked }
        each("corridor_lanes_held", .gauge, "Lanes that wait behind a delivery.") { Int64($0.heldLaneCount) }
        each("corridor_destination_up", .gauge, "Whether the destination takes deliveries.") {
            $0.state == .ok ? 1 : 0
        }
        let oldest = "corridor_queue_oldest_seconds"
        metrics.family(oldest, .gauge, "Age of the oldest delivery that waits; 0 when none does.")
        for destination in destinations {
            let age = destination.oldestWaitingSince.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0
            metrics.sample(oldest, [("destination", destination.name)], Double(age) / 1_000)
        }
    }
}
