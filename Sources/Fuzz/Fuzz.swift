// Coverage-guided fuzzing of everything that reads what others send; built and run by `scripts/fuzz`.
//
// `corridor-fuzz TARGET [libFuzzer's options] [corpus folder]`. A finding is a trap: the readers' own, or the one
// here for a promise of `FuzzTarget` that was broken. libFuzzer writes the input that led to it.

import CSupport
import FuzzTargets

@main
enum Fuzz {
    private static let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init(rawValue:))

    static func main() {
        guard target != nil else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
            print("usage: corridor-fuzz \(names) [options] [corpus]")
            return
        }
        // libFuzzer reads the arguments as a program's; ours is taken out of them.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            Fuzz.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
            return 0
        }
    }

    private static func run(_ bytes: [UInt8]) {
        do throws(BrokenPromise) {
            try target?.run(bytes)
        } catch {
            fatalError(error.description)
        }
    }
}
