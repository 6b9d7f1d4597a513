"""Sends messages with the `hl7` package's asyncio client, as a foreign system would.

Usage: foreign_client.py PORT CONNECTIONS MESSAGES

Each connection sends its messages one after the other, each to a patient of its own, and waits for each
acknowledgment. Prints a line for each: the acknowledgment's code and the message control ID it names.
"""

import asyncio
import sys

import hl7
from hl7.mllp import open_hl7_connection

MESSAGE = (
    "MSH|^~\\&|FOREIGN|CLINIC|EHR|NORTH|20261122103000+0100||ORU^R01^ORU_R01|{id}|P|2.5.1\r"
    "PID|1||{patient}^^^NORTH^MR||Testperson^Ada||19700101|F\r"
    "OBR|1||F1^CLINIC|2345-7^Glucose^LN|||20261122101500+0100||||||||||||||||||F\r"
    "OBX|1|NM|2345-7^Glucose^LN||91|mg/dL^mg/dL^UCUM|70-99|N|||F\r"
)


async def send(port, connection, messages):
    reader, writer = await asyncio.wait_for(open_hl7_connection("127.0.0.1", port), timeout=20)
    for number in range(messages):
        text = MESSAGE.format(id=f"A-{connection}-{number}", patient=f"AP{connection}")
        writer.writemessage(hl7.parse(text))
        await writer.drain()
        reply = await asyncio.wait_for(reader.readmessage(), timeout=20)
        print(reply.segment("MSA")[1], reply.segment("MSA")[2], flush=True)
    writer.close()
    await writer.wait_closed()


async def main():
    port, connections, messages = (int(word) for word in sys.argv[1:])
    await asyncio.gather(*(send(port, connection, messages) for connection in range(connections)))


asyncio.run(main())
