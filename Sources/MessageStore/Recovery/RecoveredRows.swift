// Rows of recovery and refill become messages and deliveries; deliveries of one message share its bytes.

import PostgreSQL

extension Row {
    /// The three columns that name a delivery.
    func delivery(_ column: Int32) throws(DatabaseError) -> DeliveryID {
        DeliveryID(
            message: MessageID(rawValue: try integer(column)),
            route: RouteID(rawValue: try integer(column + 1, as: Int32.self)),
            part: try integer(column + 2, as: Int16.self)
        )
    }

    /// received_at, site, status, format, control_id, type, sender, payload, known.
    func message(_ id: MessageID, _ column: Int32) throws(DatabaseError) -> StoredMessage {
        StoredMessage(
            id: id,
            receivedAt: try moment(column),
            site: SiteVersion(rawValue: try integer(column + 1, as: Int32.self)),
            status: try value(column + 2),
            format: try value(column + 3),
            controlID: try optionalText(column + 4),
            type: try text(column + 5),
            sender: try optionalText(column + 6),
            payload: try bytes(column + 7),
            known: try optionalBytes(column + 8)
        )
    }

    /// A number that stands for a case.
    func value<Value: RawRepresentable>(_ column: Int32) throws(DatabaseError) -> Value
    where Value.RawValue == Int16 {
        guard let value = Value(rawValue: try integer(column, as: Int16.self)) else {
            throw DatabaseError(kind: .unexpectedAnswer, activity: "read", detail: "column \(column)")
        }
        return value
    }
}

extension QueuedDelivery {
    /// A planned delivery that never left the tail.
    init(inTail planned: PlannedDelivery, of message: StoredMessage) {
        self.init(
            place: Place(DeliveryID(message: message.id, route: planned.route, part: planned.part)),
            destination: planned.destination,
            keys: planned.keys,
            message: message,
            waited: nil,
            attempts: 0,
            nextAttemptAt: 0,
            waitingSince: 0
        )
    }
}

/// The rows of `RecoveryStatements.tail`.
struct TailRows {
    let messages: [(message: StoredMessage, planned: [PlannedDelivery])]
    let hasMore: Bool

    init(_ rows: Rows) throws(StoreError) {
        var messages: [(message: StoredMessage, planned: [PlannedDelivery])] = []
        var hasMore = false
        do {
            for row in rows.all {
                let message = try row.message(MessageID(rawValue: try row.integer(0)), 1)
                messages.append((message, try PackedDeliveries.unpack(try row.bytes(10))))
                hasMore = try row.boolean(11)
            }
        } catch let error as DatabaseError {
            throw .database(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unexpectedContent("message")
        }
        self.messages = messages
        self.hasMore = hasMore
    }
}

/// The rows of `RecoveryStatements.pending` and `refill`.
enum PendingRows {
    static func deliveries(_ rows: Rows) throws(StoreError) -> [QueuedDelivery] {
        do {
            var deliveries: [QueuedDelivery] = []
            var last: StoredMessage?
            for row in rows.all {
                let id = try row.delivery(0)
                let message: StoredMessage
                if let last, last.id == id.message {
                    message = last
                } else {
                    message = try row.message(id.message, 10)
                }
                last = message
                deliveries.append(
                    QueuedDelivery(
                        place: Place(rank: MessageID(rawValue: try row.integer(3)), delivery: id),
                        destination: DestinationID(rawValue: try row.integer(4, as: Int32.self)),
                        keys: try row.integers(5),
                        message: message,
                        waited: try row.value(6) as WaitReason,
                        attempts: try row.integer(7, as: Int32.self),
                        nextAttemptAt: try row.moment(8),
                        waitingSince: try row.moment(9)
                    )
                )
            }
            return deliveries
        } catch {
            throw .database(error)
        }
    }

    static func hasMore(_ rows: Rows) throws(StoreError) -> Bool {
        guard rows.count > 0 else { return false }
        do {
            return try rows[0].boolean(19)
        } catch {
            throw .database(error)
        }
    }
}
