// Rows of operators' queries become the views of the model.

import PostgreSQL

extension Row {
    /// The columns of `MessageQueries`, without the deliveries' states.
    func summary(states: DeliveryStates) throws(StoreError) -> MessageSummary {
        do {
            let id = MessageID(rawValue: try integer(0))
            let planned = try PackedDeliveries.unpack(try bytes(10))
            return MessageSummary(
                id: id,
                receivedAt: try moment(1),
                status: try value(3),
                format: try value(4),
                controlID: try optionalText(5),
                type: try text(6),
                sender: try optionalText(7),
                payloadBytes: try integer(8, as: Int.self),
                refusal: try optionalText(9),
                deliveries: states.deliveries(of: id, planned: planned)
            )
        } catch let error as DatabaseError {
            throw .database(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unexpectedContent("message")
        }
    }

    func logEntry() throws(DatabaseError) -> DeliveryLogEntry {
        DeliveryLogEntry(
            delivery: try delivery(0),
            destination: DestinationID(rawValue: try integer(3, as: Int32.self)),
            kind: try value(4),
            at: try moment(5),
            attempt: AttemptRecord(
                code: try integer(6, as: Int32.self),
                attempts: try integer(7, as: Int32.self),
                latencyMilliseconds: try integer(8, as: Int32.self),
                error: try optionalText(9),
                sentHash: try optionalBytes(10),
                response: try optionalBytes(11)
            )
        )
    }

    func pendingSummary() throws(DatabaseError) -> PendingSummary {
        PendingSummary(
            place: Place(rank: MessageID(rawValue: try integer(3)), delivery: try delivery(0)),
            destination: DestinationID(rawValue: try integer(4, as: Int32.self)),
            reason: try value(5),
            attempts: try integer(6, as: Int32.self),
            nextAttemptAt: try moment(7),
            lastCode: try integer(8, as: Int32.self),
            lastError: try optionalText(9)
        )
    }

    func parkedDelivery() throws(DatabaseError) -> ParkedDelivery {
        ParkedDelivery(
            id: try delivery(0),
            destination: DestinationID(rawValue: try integer(3, as: Int32.self)),
            parkedAt: try moment(4),
            reason: try text(5),
            diagnostics: try text(6),
            code: try integer(7, as: Int32.self),
            attempts: try integer(8, as: Int32.self)
        )
    }
}

/// Where the deliveries of a page's messages have got to.
struct DeliveryStates {
    private struct Known {
        var destination: DestinationID
        var keys: [Int64]
        var state: DeliveryState
    }

    private var known: [DeliveryID: Known] = [:]
    private var watermarks: [FeedID: MessageID] = [:]

    init() {}

    /// The rows of `MessageQueries.states` and `watermarks`.
    init(_ rows: Rows, watermarks watermarkRows: Rows) throws(DatabaseError) {
        for row in watermarkRows.all {
            let feed = FeedID(rawValue: try row.integer(0, as: Int16.self))
            watermarks[feed] = MessageID(rawValue: try row.integer(1))
        }
        for row in rows.all {
            let state: DeliveryState
            switch try row.integer(5) {
            case 1: state = .delivered
            case 4: state = .discarded
            case 102: state = .pending
            default: state = .parked
            }
            let delivery = try row.delivery(0)
            // What still waits or is parked outweighs what the log says of an earlier round.
            if let before = known[delivery]?.state, before == .pending || before == .parked { continue }
            known[delivery] = Known(
                destination: DestinationID(rawValue: try row.integer(3, as: Int32.self)),
                keys: try row.integers(4),
                state: state
            )
        }
    }

    /// The planned deliveries and those parked when the message was accepted, in order.
    func deliveries(of message: MessageID, planned: [PlannedDelivery]) -> [DeliverySummary] {
        var summaries: [DeliveryID: DeliverySummary] = [:]
        for (id, entry) in known where id.message == message {
            summaries[id] = DeliverySummary(
                id: id,
                destination: entry.destination,
                keys: entry.keys,
                state: entry.state
            )
        }
        let isPassed = (watermarks[message.feed] ?? message) > message
        for delivery in planned {
            let id = DeliveryID(message: message, route: delivery.route, part: delivery.part)
            summaries[id] = DeliverySummary(
                id: id,
                destination: delivery.destination,
                keys: delivery.keys,
                state: known[id]?.state ?? (isPassed ? .unrecorded : .waiting)
            )
        }
        return summaries.values.sorted { $0.id < $1.id }
    }
}
