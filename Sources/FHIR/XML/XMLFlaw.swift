// What libxml2 finds wrong, in words that hold nothing of the text.

import CLibXML2

enum XMLFlaw {
    /// What a code of libxml2 says to people.
    static func text(_ code: Int32) -> String {
        texts[UInt32(bitPattern: code)] ?? "the text is no well-formed XML"
    }

    private static let texts: [UInt32: String] = [
        XML_ERR_DOCUMENT_EMPTY.rawValue: "expected an element",
        XML_ERR_DOCUMENT_END.rawValue: "nothing may follow the resource",
        XML_ERR_INVALID_CHAR.rawValue: "a character stands here that XML does not allow",
        XML_ERR_INVALID_ENCODING.rawValue: "malformed UTF-8",
        XML_ERR_UNSUPPORTED_ENCODING.rawValue: "the text is not UTF-8",
        XML_ERR_UNDECLARED_ENTITY.rawValue: "XML knows no entity of this name",
        XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue: "an entity without its semicolon",
        XML_ERR_NAME_REQUIRED.rawValue: "a name was expected",
        XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue: "an attribute's value needs quotes",
        XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue: "an attribute's value has no end",
        XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue: "an attribute needs a value",
        XML_ERR_ATTRIBUTE_REDEFINED.rawValue: "an attribute stands here twice",
        XML_ERR_LT_IN_ATTRIBUTE.rawValue: "a `<` in an attribute's value",
        XML_ERR_TAG_NAME_MISMATCH.rawValue: "the end tag does not fit the start tag",
        XML_ERR_TAG_NOT_FINISHED.rawValue: "an element has no end",
        XML_ERR_GT_REQUIRED.rawValue: "a tag without its `>`",
        XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue: "the prefix names no namespace",
    ]
}
