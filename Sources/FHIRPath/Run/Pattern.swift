// Regular expressions, compiled when the site is loaded (PCRE2's syntax, as FHIRPath §5.6 `matches` asks for).
//
// PCRE2 looks at the bytes where they are and can be told how much work a match may be, so no pattern meets a
// text that stops a feed. Foundation's expressions made strings of both sides first: 2 µs a question, not 0.1.

import CLibPCRE2

/// A compiled regular expression, as `matches` and `replaceMatches` use it.
///
/// Tried only on texts up to `ExpressionLimits.matchedLength`; longer ones do not match, nor do those that cost
/// more than `ExpressionLimits.matchedSteps`.
final class Pattern: @unchecked Sendable {
    // Compiled code is read-only and may be shared (pcre2api, "Multithreading"); freed with this object.
    private let code: OpaquePointer
    private let limits: OpaquePointer

    /// Compiles a pattern; `nil` where it is none.
    init?(_ text: String, steps: UInt32 = ExpressionLimits.matchedSteps) {
        var failure: Int32 = 0
        var offset = 0
        let bytes = Array(text.utf8)
        let code = pcre2_compile_8(
            bytes,
            bytes.count,
            UInt32(PCRE2_UTF | PCRE2_DOTALL),
            &failure,
            &offset,
            nil
        )
        guard let code else { return nil }
        guard let limits = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            return nil
        }
        pcre2_set_match_limit_8(limits, steps)
        // Without a compiler for this machine it is interpreted.
        pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        self.code = code
        self.limits = limits
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_code_free_8(code)
    }

    /// Whether it matches anywhere in a text, which is UTF-8.
    func matches(_ text: Span<UInt8>) -> Bool {
        guard text.count <= ExpressionLimits.matchedLength, let match = pcre2_match_data_create_8(1, nil)
        else { return false }
        defer { pcre2_match_data_free_8(match) }
        // Unsafe memory: the bytes are read before the span ends.
        return text.withUnsafeBufferPointer { bytes in
            pcre2_match_8(code, bytes.baseAddress, bytes.count, 0, 0, match, limits) >= 0
        }
    }

    /// The text with every match replaced; `$1` means a group.
    ///
    /// What cannot be done leaves the text as it is.
    func replacing(in text: [UInt8], with template: [UInt8]) -> [UInt8] {
        guard text.count <= ExpressionLimits.matchedLength else { return text }
        let options = UInt32(
            PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_UNSET_EMPTY | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH
        )
        var size = text.count * 2 + template.count + 64
        for _ in 0..<2 {
            var length = size
            let result = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                let outcome = pcre2_substitute_8(
                    code,
                    text,
                    text.count,
                    0,
                    options,
                    nil,
                    limits,
                    template,
                    template.count,
                    buffer.baseAddress,
                    &length
                )
                count = outcome >= 0 ? length : 0
                if outcome >= 0 { size = 0 }
            }
            if size == 0 { return result }
            // On overflow `length` says how much room is needed; other failures leave it as it is or say less.
            guard length > size, length <= ExpressionLimits.matchedLength * 16 else { return text }
            size = length
        }
        return text
    }
}
