// The columns of an accept statement as binary arrays, and the statements over them.

import PostgreSQL

/// The columns of messages and of what is parked with them.
struct AcceptColumns: Sendable {
    private var id = BinaryArray(of: .int64)
    private var receivedAt = BinaryArray(of: .timestamp)
    private var site = BinaryArray(of: .int32)
    private var status = BinaryArray(of: .int16)
    private var format = BinaryArray(of: .int16)
    private var controlID = BinaryArray(of: .text)
    private var type = BinaryArray(of: .text)
    private var sender = BinaryArray(of: .text)
    private var payloadHash = BinaryArray(of: .int64)
    private var refusal = BinaryArray(of: .text)
    private var deliveries = BinaryArray(of: .bytes)
    private var payload: BinaryArray
    private var known = BinaryArray(of: .bytes)
    private var parked = ParkedColumns()
    private var memory = MemoryColumns()
    private var resources = ResourceColumns()
    private var answers: [Statement] = []

    init(payloadCapacity: Int) {
        payload = BinaryArray(of: .bytes, capacity: payloadCapacity)
    }

    mutating func append(_ id: MessageID, _ message: NewMessage, limits: StoreLimits) {
        self.id.append(id.rawValue)
        receivedAt.append(millisecondsSince1970: message.receivedAt)
        site.append(message.site.rawValue)
        status.append(message.status.rawValue)
        format.append(message.format.rawValue)
        controlID.append(message.controlID, limit: limits.textBytes)
        type.append(Sanitised.text(message.type, limit: limits.textBytes))
        sender.append(message.sender, limit: limits.textBytes)
        payloadHash.append(PayloadHash.of(message.payload))
        refusal.append(message.refusal, limit: limits.errorBytes)
        deliveries.append(PackedDeliveries.pack(message.deliveries))
        payload.append(message.payload)
        if let bytes = message.known { known.append(bytes) } else { known.appendNull() }
        for delivery in message.parked {
            parked.append(id, delivery, limits: limits)
        }
        for entry in message.memory { memory.append(entry, of: message.feed) }
        for entry in message.resources { resources.append(entry, of: id) }
        if let answer = message.answer { answers.append(ApplicationAnswerNote.statement(answer, noted: id)) }
    }

    func statements(day: StoreDay) -> [Statement] {
        var statements = [insertMessages(day)]
        if parked.count > 0 { statements.append(parked.insert()) }
        return statements + memory.statements() + resources.statements() + answers
    }

    /// Inserts into the leaf, which costs two thirds of an insert through the parent.
    ///
    /// Indexes: primary key and (control_id, id).
    private func insertMessages(_ day: StoreDay) -> Statement {
        Statement(
            """
            insert into message_\(day.suffix)(id, received_at, site, status, format, control_id, type, sender,
                payload_hash, refusal, deliveries, payload, known)
            select * from unnest($1::int8[], $2::timestamptz[], $3::int4[], $4::int2[], $5::int2[], $6::text[],
                $7::text[], $8::text[], $9::int8[], $10::text[], $11::bytea[], $12::bytea[], $13::bytea[])
            """,
            [
                .array(id), .array(receivedAt), .array(site), .array(status), .array(format),
                .array(controlID),
                .array(type), .array(sender), .array(payloadHash), .array(refusal), .array(deliveries),
                .array(payload), .array(known),
            ]
        )
    }
}

/// The columns of what is parked together with its message.
struct ParkedColumns: Sendable {
    private var key = DeliveryColumns()
    private var destination = BinaryArray(of: .int32)
    private var keys = KeyColumns()
    private var reason = BinaryArray(of: .text)
    private var diagnostics = BinaryArray(of: .text)

    var count: Int { key.count }

    mutating func append(_ message: MessageID, _ parked: ParkedAtAccept, limits: StoreLimits) {
        key.append(DeliveryID(message: message, route: parked.delivery.route, part: parked.delivery.part))
        destination.append(parked.delivery.destination.rawValue)
        keys.append(parked.delivery.keys)
        reason.append(Sanitised.text(parked.reason, limit: limits.textBytes))
        diagnostics.append(Sanitised.text(parked.diagnostics, limit: limits.errorBytes))
    }

    func insert() -> Statement {
        Statement(
            """
            insert into parked(message, route, part, destination, feed, keys, reason, code, attempts, diagnostics)
            select message, route, part, destination, feed_of(message), ($5::int8[])[first:last], reason, 0, 0,
                diagnostics
            from unnest($1::int8[], $2::int4[], $3::int2[], $4::int4[], $6::int4[], $7::int4[], $8::text[], $9::text[])
                u(message, route, part, destination, first, last, reason, diagnostics)
            """,
            key.parameters + [.array(destination)] + keys.parameters + [.array(reason), .array(diagnostics)]
        )
    }
}
