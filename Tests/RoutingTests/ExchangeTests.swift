import HL7v2
import Routing
import Testing

/// Messages that are judged by those before them: numbered ones, and parts of a whole.
struct ExchangeTests {
    private static func intake(_ keys: String) throws -> Intake {
        let (site, problems) = SampleSite.compile(replacing: "port: 2575", with: "port: 2575\n    \(keys)")
        #expect(problems == [])
        let compiled = try #require(site)
        let listener = try #require(compiled.listeners.first)
        return try #require(Intake(site: compiled, listener: listener))
    }

    private static func message(
        _ id: String,
        sequence: String = "",
        continues pointer: String = "",
        asks: (String, String) = ("", ""),
        _ rest: String = "PID|1||P1^^^NORTH^MR\r"
    ) throws -> Message {
        let text =
            "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122103000||ORU^R01|\(id)|P|2.5.1|\(sequence)|\(pointer)|\(asks.0)|\(asks.1)\r"
        return try Message(Array((text + rest).utf8))
    }

    /// MSA-1, MSA-2 and MSA-4 of each answer.
    private static func answers(_ judged: [JudgedMessage]) throws -> [String] {
        try judged.flatMap(\.judgment.answers).map { bytes in
            let answer = try Message(bytes)
            return try ["MSA-1", "MSA-2", "MSA-4"].map { answer.text(at: try Location($0)) ?? "" }
                .joined(separator: " ")
        }
    }

    @Test func `numbers are followed, a repetition is taken once, a gap stays with the sender`() throws {
        let intake = try Self.intake("sequence_numbers: check")
        var memory = ExchangeMemory()
        func send(_ id: String, _ number: String) throws -> (answer: [String], deliveries: Int) {
            let judged = intake.judge(try Self.message(id, sequence: number), acceptedAt: 5, memory: &memory)
            return (try Self.answers(judged), judged.reduce(0) { $0 + $1.judgment.deliveries.count })
        }
        #expect(try send("S", "0") == (["AA S -1"], 1))
        #expect(try send("A", "5") == (["AA A 5"], 1))
        #expect(try send("B", "6") == (["AA B 6"], 1))
        #expect(try send("B", "6") == (["AA B 7"], 0))
        #expect(try send("X", "6") == (["AE X 7"], 0))
        #expect(try send("D", "8") == (["AE D 7"], 0))
        #expect(try send("E", "many") == (["AE E "], 0))
        #expect(try send("S", "0") == (["AA S 7"], 1))
        #expect(try send("R", "-1") == (["AA R -1"], 1))
        #expect(try send("N", "100") == (["AA N 100"], 1))
    }

    @Test func `enhanced mode hears of a gap as CE, and only where it asks for it`() throws {
        let intake = try Self.intake("sequence_numbers: check")
        var memory = ExchangeMemory()
        let first = try Self.message("A", sequence: "1", asks: ("AL", "NE"))
        #expect(try Self.answers(intake.judge(first, acceptedAt: 5, memory: &memory)) == ["CA A 1"])
        let gap = try Self.message("C", sequence: "3", asks: ("AL", "AL"))
        #expect(try Self.answers(intake.judge(gap, acceptedAt: 5, memory: &memory)) == ["CE C 2"])
    }

    @Test func `a number whose message could not be stored is expected again`() throws {
        let intake = try Self.intake("sequence_numbers: check")
        var memory = ExchangeMemory()
        let message = try Self.message("A", sequence: "1")
        let judged = intake.judge(message, acceptedAt: 5, memory: &memory)
        memory.takeBack(judged.flatMap(\.judgment.memory))
        let again = intake.judge(message, acceptedAt: 6, memory: &memory)
        #expect(try Self.answers(again) == ["AA A 1"])
        #expect(again.first?.judgment.deliveries.count == 1)
    }

    @Test func `memory that was made durable is memory again`() throws {
        let intake = try Self.intake("sequence_numbers: check")
        var memory = ExchangeMemory()
        var durable: [ExchangeMemory.Key: [UInt8]] = [:]
        for judged in intake.judge(try Self.message("A", sequence: "7"), acceptedAt: 5, memory: &memory) {
            for change in judged.judgment.memory { durable[change.key] = change.value }
        }
        var restored = ExchangeMemory(durable.map { ($0.key, $0.value) })
        let repeated = intake.judge(try Self.message("A", sequence: "7"), acceptedAt: 9, memory: &restored)
        #expect(try Self.answers(repeated) == ["AA A 8"])
    }

    private static let first = "PID|1||P1^^^NORTH^MR\rOBX|1|FT|a||one \rADD\rDSC|p1|F\r"
    private static let second = "ADD|two \rADD\rDSC|p2|F\r"
    private static let third = "ADD|three\r"

    @Test func `parts are kept until the last is there, and then go as one message`() throws {
        let intake = try Self.intake("host: 0.0.0.0")
        var memory = ExchangeMemory()
        let one = intake.judge(try Self.message("1", Self.first), acceptedAt: 5, memory: &memory)
        let two = intake.judge(
            try Self.message("2", continues: "p1", Self.second),
            acceptedAt: 6,
            memory: &memory
        )
        for part in [one, two] {
            #expect(part.map(\.judgment.deliveries.count) == [0])
        }
        #expect(try Self.answers(one + two) == ["AA 1 ", "AA 2 "])

        let last = try Self.message("3", continues: "p2", Self.third)
        let three = intake.judge(last, acceptedAt: 7, memory: &memory)
        #expect(try Self.answers(three) == ["AA 3 "])
        #expect(three.map(\.judgment.deliveries.count) == [0, 1])
        let whole = try Message(try #require(three.last).bytes)
        #expect(whole.text(at: try Location("OBX-5")) == "one two three")
        #expect(whole.header.controlID == "1")

        // The answer was lost: the last part comes again and delivers nothing a second time.
        let again = intake.judge(last, acceptedAt: 8, memory: &memory)
        #expect(try Self.answers(again) == ["AA 3 "])
        #expect(again.map(\.judgment.deliveries.count) == [0])
    }

    @Test func `enhanced mode: each part is committed by its number, the whole answered by the first one's`()
        throws
    {
        let intake = try Self.intake("host: 0.0.0.0")
        var memory = ExchangeMemory()
        let asks = ("AL", "AL")
        let one = try Self.message("1", asks: asks, Self.first)
        #expect(try Self.answers(intake.judge(one, acceptedAt: 5, memory: &memory)) == ["CA 1 "])
        let two = try Self.message("2", continues: "p1", asks: asks, Self.third)
        #expect(try Self.answers(intake.judge(two, acceptedAt: 5, memory: &memory)) == ["CA 2 ", "AA 1 "])
    }

    @Test func `a part whose beginning is unknown stays with its sender`() throws {
        let intake = try Self.intake("host: 0.0.0.0")
        var memory = ExchangeMemory()
        let lost = try Self.message("2", continues: "p1", Self.third)
        let judged = intake.judge(lost, acceptedAt: 5, memory: &memory)
        #expect(try Self.answers(judged) == ["AE 2 "])
        #expect(judged.first?.judgment.status.isRefused == true)
    }

    @Test func `another message may come between the parts, and pointers of another sender are its own`()
        throws
    {
        let intake = try Self.intake("host: 0.0.0.0")
        var memory = ExchangeMemory()
        _ = intake.judge(try Self.message("1", Self.first), acceptedAt: 5, memory: &memory)
        #expect(intake.judgment(on: try Self.message("X").encoded, acceptedAt: 6)?.deliveries.count == 1)
        let other = String(
            decoding: try Self.message("2", continues: "p1", Self.third).encoded,
            as: UTF8.self
        )
        .replacing("|LAB|", with: "|RIS|")
        let foreign = intake.judge(try Message(Array(other.utf8)), acceptedAt: 7, memory: &memory)
        #expect(try Self.answers(foreign) == ["AE 2 "])
        let own = try Self.message("2", continues: "p1", Self.third)
        #expect(intake.judge(own, acceptedAt: 8, memory: &memory).count == 2)
    }

    @Test func `parts that nobody completes do not use up the memory`() throws {
        let intake = try Self.intake("host: 0.0.0.0")
        var memory = ExchangeMemory()
        var refused = 0
        for number in 0..<(ExchangeMemory.maximumParts + 20) {
            let part = try Self.message("\(number)", "OBX|1|FT|a||x\rDSC|p\(number)|F\r")
            let judged = intake.judge(part, acceptedAt: 5, memory: &memory)
            if judged.first?.judgment.status.isRefused == true { refused += 1 }
        }
        #expect(refused == 20)
        let dayAfter = try Self.message("next", "OBX|1|FT|a||x\rDSC|next|F\r")
        let judged = intake.judge(dayAfter, acceptedAt: 86_400_007, memory: &memory)
        #expect(try Self.answers(judged) == ["AA next "])
    }

    @Test func `with continuation ignored every part is a message`() throws {
        let intake = try Self.intake("continuation: ignore")
        let part = try Self.message("2", continues: "p1", Self.second)
        #expect(intake.judgment(on: part.encoded, acceptedAt: 5)?.deliveries.count == 1)
    }
}
