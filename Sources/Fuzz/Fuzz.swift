// Coverage-guided fuzzing of everything that reads what others send; built and run by `scripts/fuzz`.
//
// `corridor-fuzz TARGET [libFuzzer's options] [corpus folder]`. A finding is a trap: the readers' own, or that of a
// broken invariant in `FuzzTarget`. libFuzzer writes the input that led to it.

import CSupport

@main
enum Fuzz {
    static func main() {
        guard CommandLine.arguments.count > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1])
        else {
            print(
                "usage: corridor-fuzz \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) [options] [corpus]"
            )
            return
        }
        // libFuzzer reads the arguments as a program's; ours is taken out of them.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        switch target {
        case .message: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.message, $0, $1) }
        case .batch: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.batch, $0, $1) }
        case .frames: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.frames, $0, $1) }
        case .escapes: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.escapes, $0, $1) }
        case .location: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.location, $0, $1) }
        case .json: LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run(.json, $0, $1) }
        }
    }

    /// Hands one input to a target; a C function may capture nothing, so each target has a call of its own.
    private static func run(_ target: FuzzTarget, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
}
