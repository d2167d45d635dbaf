"""Reads every record of a run with newer_than, and prints the pages until the run has ended.

usage: follow.py ENDPOINT LIMIT; ends when an info that says it is over brings no newer record.
"""

import json
import sys
import time

import zmq

endpoint, limit = sys.argv[1], int(sys.argv[2])
socket = zmq.Context().socket(zmq.REQ)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(zmq.RCVTIMEO, 20000)
socket.connect(endpoint)


def ask(**query):
    socket.send_string(json.dumps(query))
    return json.loads(socket.recv_string())


last = -1
while True:
    over = ask(query="info")["state"] not in ("starting", "running")
    page = ask(query="newer_than", id=last, limit=limit)
    print(json.dumps(page), flush=True)
    if page["records"]:
        last = page["records"][-1]["id"]
    if not page["more"]:
        if over and not page["records"]:
            break
        time.sleep(0.05)
