// Values in pages are text, whatever they hold.

import Testing

@testable import Console

struct `Pieces of pages` {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"),
        ("it's", "it&#39;s"),
        ("A&amp;B", "A&amp;amp;B"),
        ("\"\u{301} onfocus=x", "&quot;\u{301} onfocus=x"),
        ("<\u{338}b>", "&lt;\u{338}b&gt;"),
        ("a\u{0}b", "a&#9216;b"),
        ("Grüße 日本", "Grüße 日本"),
    ])
    func `escapes what is interpolated, also in front of combining marks`(value: String, expected: String) {
        #expect(("\(value)" as HTML).text == expected)
        #expect(HTML(escaping: value).text == expected)
    }

    @Test func `takes its own pieces as they are`() {
        let row: HTML = "<b>\("<i>")</b>"
        let rows: [HTML] = [row, row]
        let nothing: HTML? = nil
        #expect(("<p>\(row)\(nothing)</p>" as HTML).text == "<p><b>&lt;i&gt;</b></p>")
        #expect(("\(rows)" as HTML).text == "<b>&lt;i&gt;</b><b>&lt;i&gt;</b>")
        #expect(joined(rows, with: ", ").text == "<b>&lt;i&gt;</b>, <b>&lt;i&gt;</b>")
    }
}

struct `Raw text` {
    @Test func `shows a line a segment and numbers what has no picture`() {
        let bytes = Array("MSH|^~\\&|A\rPID|\u{0B}<b>\r\n".utf8) + [0xE4, 0x41, 0xC3]
        let html = RawText.render(bytes, limit: 1_000).text
        #expect(
            html == """
                MSH|^~\\&amp;|A
                PID|<b class="byte">\\x0B</b>&lt;b&gt;
                <b class="byte">\\xE4</b>A<b class="byte">\\xC3</b>
                """
        )
    }

    @Test func `says when there is more`() {
        #expect(RawText.render(Array("abcdef".utf8), limit: 3).text.contains("The rest is not shown."))
        #expect(!RawText.render(Array("abc".utf8), limit: 3).text.contains("The rest is not shown."))
    }

    @Test(arguments: [
        ("aé日", 6, "aé日", true), ("aé日", 5, "aé", false), ("aé日", 2, "a", false), ("日", 0, "", false),
    ])
    func `cuts between characters`(text: String, limit: Int, expected: String, isWhole: Bool) {
        let cut = RawText.cut(text, limit: limit)
        #expect(cut.text == expected)
        #expect(cut.isWhole == isWhole)
    }
}

struct `JSON text` {
    @Test func `marks names and leaves values and escapes alone`() {
        let html = JSONText.render(#"{"a\"b" : "c: \"d\"", "e": ["<f>"]}"#).text
        #expect(
            html == """
                {<b class="key">&quot;a\\&quot;b&quot;</b> : &quot;c: \\&quot;d\\&quot;&quot;, \
                <b class="key">&quot;e&quot;</b>: [&quot;&lt;f&gt;&quot;]}
                """
        )
    }

    @Test(arguments: ["", "\"", "\"\\", "{\"a", "[1, \"x\\\"]"])
    func `survives what is cut`(text: String) {
        #expect(JSONText.render(text).text.replacing("&quot;", with: "\"") == text)
    }
}
