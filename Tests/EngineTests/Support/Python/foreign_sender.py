"""Sends messages as a foreign system would: in odd pieces, and in character sets that Python encodes.

Usage: foreign_sender.py PORT CLIENT FORM

CLIENT is `hl7`, the `hl7` package's client, or `socket`, a plain one. FORM is how the bytes go out: `bytes` one by
one, `pipelined` all at once, `large` with 5 MB in a field; or `characters`, a message in each of SETS.

Prints a line of JSON for each acknowledgment: its code, the message control ID it names, and of the message the
family name and the bytes in base64.
"""

import base64
import codecs
import json
import socket
import sys

from hl7.client import MLLPClient

MESSAGE = (
    "MSH|^~\\&|FOREIGN|CLINIC|EHR|NORTH|20261122103000+0100||ORU^R01^ORU_R01|{id}|P|2.5.1||||||{set}||{scheme}\r"
    "PID|1||S1^^^NORTH^MR||{family}^Ada||19700101|F\r"
    "OBR|1||F1^CLINIC|2345-7^Glucose^LN|||20261122101500+0100||||||||||||||||||F\r"
    "OBX|1|NM|2345-7^Glucose^LN||91|mg/dL^mg/dL^UCUM|70-99|N|||F\r"
)
DOCUMENT = "OBX|2|ED|PDF^Report^L||^application^pdf^Base64^{data}||||||F\r"
START, END = b"\x0b", b"\x1c\x0d"


def with_escapes(text):
    """ISO 2022 whose escape sequences are spelt as HL7's (v2.9 section 2.6.2)."""
    encoded = text.encode("iso2022_jp")
    return encoded.replace(b"\x1b$B", b"\\M2442\\").replace(b"\x1b(B", b"\\C2842\\")


# MSH-18, MSH-20, a family name, how a message is encoded, and the codec of its acknowledgment.
SETS = [
    (
        "UNICODE UTF-16", "", "Müller-Łódź 山田 €",
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "utf-16",
    ),
    (
        "UNICODE UTF-16", "", "Müller-Łódź 山田 €",
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "utf-16",
    ),
    ("8859/15", "", "Þórsdóttir-Žák €", lambda text: text.encode("iso8859_15"), "iso8859_15"),
    # One of the characters is made of `^` and `|`.
    ("~ISO IR87", "ISO 2022-1994", "山田滯", lambda text: text.encode("iso2022_jp"), "iso2022_jp"),
    ("~ISO IR87", "ISO 2022-1994", "山田", with_escapes, "ascii"),
]
PLAIN = ("UNICODE UTF-8", "", "Müller", lambda text: text.encode("utf-8"), "utf-8")


def messages(form):
    count = {"pipelined": 200, "bytes": 3}.get(form, 1)
    for number, described in enumerate(SETS if form == "characters" else [PLAIN] * count):
        name, scheme, family, encode, codec = described
        text = MESSAGE.format(id=f"S-{number}", set=name, scheme=scheme, family=family)
        if form == "large":
            text += DOCUMENT.format(data="QUJD" * (5 * 1024 * 1024 // 4))
        yield family, encode(text), codec


class Plain:
    """A socket, and the frames that came over it."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def read(self):
        while END not in self.received:
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError("closed before the acknowledgment")
            self.received += piece
        frame, self.received = self.received.split(END, 1)
        return frame[1:]

    def send(self, contents, form):
        frames = [START + content + END for content in contents]
        if form == "pipelined":
            self.socket.sendall(b"".join(frames))
            return [self.read() for _ in frames]
        replies = []
        for frame in frames:
            for piece in (frame[i:i + 1] for i in range(len(frame))) if form == "bytes" else [frame]:
                self.socket.sendall(piece)
            replies.append(self.read())
        return replies


def main(port, client, form):
    sent = list(messages(form))
    contents = [content for _, content, _ in sent]
    if client == "hl7":
        with MLLPClient("127.0.0.1", port) as connection:
            replies = [connection.send_message(content)[1:-2] for content in contents]
    else:
        replies = Plain(port).send(contents, form)
    for (family, content, codec), reply in zip(sent, replies):
        answer = reply.decode(codec).split("\r")[1].split("|")
        line = {
            "code": answer[1],
            "controlID": answer[2],
            "family": family,
            "bytes": base64.b64encode(content).decode("ascii"),
        }
        print(json.dumps(line), flush=True)


main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
