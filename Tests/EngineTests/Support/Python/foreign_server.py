"""Receives messages with the `hl7` package's asyncio server, as a foreign system would.

Usage: foreign_server.py PORT MESSAGES [CODEC]

Acknowledges each message positively, and ends after as many as told. Prints a line of JSON for each: the message
control ID, the character sets that it declares, and the family name as Python's codec reads it.
"""

import asyncio
import json
import sys

from hl7.mllp import start_hl7_server


def described(message):
    header = message["MSH"][0]
    return json.dumps({
        "controlID": str(header[10]),
        "set": str(header[18]) if len(header) > 18 else "",
        "family": str(message["PID"][0][5][0][0]),
    })


async def main(port, count, codec):
    taken = asyncio.Queue()

    async def serve(reader, writer):
        try:
            while not writer.is_closing():
                message = await reader.readmessage()
                writer.writemessage(message.create_ack())
                await writer.drain()
                await taken.put(described(message))
        except asyncio.IncompleteReadError:
            writer.close()

    server = await start_hl7_server(serve, host="127.0.0.1", port=port, encoding=codec)
    async with server:
        for _ in range(count):
            print(await asyncio.wait_for(taken.get(), 60), flush=True)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "utf-8"))
