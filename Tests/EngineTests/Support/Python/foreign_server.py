"""Receives messages with the `hl7` package's asyncio server, as a foreign system would.

Usage: foreign_server.py PORT MESSAGES

Acknowledges each message positively, and ends after as many as told. Prints the message control ID of each.
"""

import asyncio
import sys

from hl7.mllp import start_hl7_server


async def main(port, count):
    taken = asyncio.Queue()

    async def serve(reader, writer):
        try:
            while not writer.is_closing():
                message = await reader.readmessage()
                writer.writemessage(message.create_ack())
                await writer.drain()
                await taken.put(str(message["MSH"][0][10]))
        except asyncio.IncompleteReadError:
            writer.close()

    server = await start_hl7_server(serve, host="127.0.0.1", port=port)
    async with server:
        for _ in range(count):
            print(await asyncio.wait_for(taken.get(), 60), flush=True)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
