// The messages of the fixtures: one in full, others as lines of lists.

import Console

extension Fixtures {
    /// The message that has a page of its own.
    static let result = message(100)

    static let resultText = """
        MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122094501||ORU^R01^ORU_R01|LAB-00042|P|2.5.1\r\
        PID|1||900017^^^NORTH^MR||Probe^Paula^^^Dr.||19700102|F\r\
        OBR|1|A-17|L-99|718-7^Hemoglobin^LN|||20261122093000\r\
        OBX|1|NM|718-7^Hemoglobin^LN||13.4|g/dL|12.0-16.0|N|||F\r
        """

    static var messages: [MessageRow] {
        let outcomes: [(MessageRow.Status, DeliveryRow.State, DeliveryRow.State?)] = [
            (.accepted, .waiting, .delivered), (.accepted, .delivered, .delivered),
            (.accepted, .parked, .delivered),
            (.unrouted, .waiting, nil), (.accepted, .pending, .delivered), (.refused, .waiting, nil),
            (.accepted, .delivered, nil), (.filtered, .waiting, nil), (.suspect, .parked, nil),
        ]
        return (0..<60).map { index in
            let (status, first, second) = outcomes[index % outcomes.count]
            var row = MessageRow(
                number: message(100 - index),
                receivedAt: ago(seconds: Int64(index) * 7),
                feed: index % 4 == 3 ? "pharmacy" : "laboratory",
                status: status,
                type: status == .refused ? "" : index % 4 == 3 ? "RDE^O11^RDE_O11" : "ORU^R01^ORU_R01",
                bytes: 1_870 + index * 13
            )
            row.controlID = status == .refused ? nil : "LAB-\(String(42 + index))"
            row.sender = "LAB · NORTH"
            if status == .refused { row.refusal = "MSH-2 is not readable" }
            guard status == .accepted || status == .suspect else { return row }
            row.deliveries = [deliveryRow(100 - index, route: 1, to: "ehr", first)]
            if let second {
                row.deliveries.append(deliveryRow(100 - index, route: 2, to: "registry", second))
            }
            return row
        }
    }

    static func deliveryRow(
        _ index: Int,
        route: Int,
        to destination: String,
        _ state: DeliveryRow.State
    ) -> DeliveryRow {
        let name = route == 1 ? "results-to-ehr" : "results-to-registry"
        return DeliveryRow(
            number: delivery(index, route: route),
            route: name,
            destination: destination,
            state: state
        )
    }

    static var views: [MessageNumber: MessageView] {
        var row = messages[0]
        row.controlID = "LAB-00042"
        row.bytes = resultText.utf8.count
        row.deliveries[0].state = .parked
        var view = MessageView(row: row, format: .hl7v2, site: "7", payload: Array(resultText.utf8))
        view.parsed = parsed
        view.deliveries = [parkedDelivery(row.deliveries[0]), arrivedDelivery(row.deliveries[1])]
        return [result: view]
    }

    private static func parkedDelivery(_ row: DeliveryRow) -> DeliveryView {
        var view = DeliveryView(row: row)
        view.because = "message-rejected: the destination answered 422 ten times"
        view.rendered = RenderedPayload(mediaType: "application/fhir+json", text: bundle, proof: .same)
        view.lineage = lineage
        var failed = AttemptRow(at: ago(seconds: 61), outcome: .failed, attempt: 9)
        failed.code = "422"
        failed.latencyMilliseconds = 38
        failed.error = "the destination refused the message"
        failed.response = """
            {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]}
            """
        var parked = AttemptRow(at: ago(seconds: 30), outcome: .parked, attempt: 10)
        parked.code = "422"
        parked.latencyMilliseconds = 41
        parked.error = "given up after 10 attempts"
        view.attempts = [failed, parked]
        return view
    }

    private static let lineage = LineageView(
        map: "ORU_R01",
        values: [
            LineageView.Value(
                path: "Bundle.entry[0].resource.name[0].family",
                resource: "Patient",
                value: "O'Brien <b>",
                places: ["PID-5.1"],
                rows: [],
                rule: "hl7v2-to-fhir/datatypes/XPN.yaml:12:3"
            ),
            LineageView.Value(
                path: "Bundle.entry[0].resource.gender",
                resource: "Patient",
                value: "female",
                places: ["PID-8"],
                rows: ["administrative-gender (tables/administrative-gender.yaml:7:3)"],
                rule: "hl7v2-to-fhir/segments/PID.yaml:9:3"
            ),
            LineageView.Value(
                path: "Bundle.entry[0].resource.active",
                resource: "Patient",
                value: "true",
                places: [],
                rows: [],
                rule: "hl7v2-to-fhir/segments/PID.yaml:10:3"
            ),
        ],
        unread: ["PID-18", "ZPI"]
    )

    private static func arrivedDelivery(_ row: DeliveryRow) -> DeliveryView {
        var view = DeliveryView(row: row)
        view.rendered = RenderedPayload(mediaType: "x-application/hl7-v2+er7", text: resultText, proof: .same)
        var attempt = AttemptRow(at: ago(seconds: 70), outcome: .delivered, attempt: 1)
        attempt.code = "200"
        attempt.latencyMilliseconds = 12
        view.attempts = [attempt]
        return view
    }

    static var parked: [ParkedRow] {
        (0..<5).map { index in
            let isMapping = index % 2 == 0
            var row = ParkedRow(
                number: delivery(100 - index * 9),
                route: "results-to-ehr",
                destination: "ehr",
                parkedAt: ago(seconds: 30 + Int64(index) * 400),
                reason: isMapping ? "message-rejected" : "mapping-failed",
                diagnostics: isMapping
                    ? "the destination answered 422 ten times"
                    : "OBX[3]-5: not a number (hl7v2-to-fhir/segments/OBX.yaml:14)"
            )
            row.attempts = isMapping ? 10 : 0
            row.code = isMapping ? "422" : nil
            return row
        }
    }

    private static let bundle = """
        {
          "resourceType": "Bundle",
          "type": "transaction",
          "entry": [
            {
              "fullUrl": "urn:uuid:5f0c2c1a-9a53-5b1d-8f41-0c6a5f3d2b10",
              "resource": {
                "resourceType": "Observation",
                "status": "final",
                "code": { "coding": [{ "system": "http://loinc.org", "code": "718-7" }] },
                "valueQuantity": { "value": 13.4, "unit": "g/dL" }
              },
              "request": { "method": "PUT", "url": "Observation/5f0c2c1a" }
            }
          ]
        }
        """
}
