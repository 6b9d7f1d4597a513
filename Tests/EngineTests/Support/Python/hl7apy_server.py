"""Receives messages with hl7apy's MLLP server, as a foreign system would.

Usage: hl7apy_server.py PORT MESSAGES

Refuses a message whose control ID begins with `BAD` each time, for a field that is missing (101); one whose ID
begins with `LATE` the first time, without a reason; takes all others. Prints the control ID of each message that
came in, refused ones too, and ends after as many as told. Its server closes the connection after every answer.
"""

import queue
import sys
import threading

from hl7apy.core import Message
from hl7apy.mllp import AbstractErrorHandler, AbstractHandler, MLLPServer
from hl7apy.parser import parse_message

taken = queue.Queue()
seen = set()


class Receiving(AbstractHandler):
    def reply(self):
        control_id = parse_message(self.incoming_message).msh.msh_10.to_er7()
        is_late = control_id.startswith("LATE") and control_id not in seen
        seen.add(control_id)
        answer = Message("ACK", version="2.5.1")
        answer.msh.msh_9, answer.msh.msh_10, answer.msh.msh_11 = "ACK^R01^ACK", "R" + control_id, "P"
        is_bad = control_id.startswith("BAD")
        answer.msa.msa_1, answer.msa.msa_2 = "AE" if is_bad or is_late else "AA", control_id
        if is_bad:
            error = answer.add_segment("ERR")
            error.err_3, error.err_4 = "101^Required field missing^HL70357", "E"
        taken.put(control_id)
        return answer.to_mllp()


class Failing(AbstractErrorHandler):
    def reply(self):
        taken.put(f"unreadable: {type(self.exc).__name__}")
        raise self.exc


def main(port, count):
    handlers = {"ORU^R01^ORU_R01": (Receiving,), "ERR": (Failing,)}
    server = MLLPServer("127.0.0.1", port, handlers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for _ in range(count):
        print(taken.get(timeout=60), flush=True)
    server.shutdown()


main(int(sys.argv[1]), int(sys.argv[2]))
