#!/usr/bin/env python3
"""Ask a running Framegauge module for its history: history_client.py [tcp://127.0.0.1:5557]"""
import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"
server = zmq.Context.instance().socket(zmq.REQ)
server.setsockopt(zmq.RCVTIMEO, 2000)  # milliseconds
server.setsockopt(zmq.LINGER, 0)
server.connect(endpoint)


def ask(**query):
    server.send_json(query)
    try:
        answer = server.recv_json()
    except zmq.Again:
        sys.exit(f"no answer from {endpoint}: is the module running?")
    return sys.exit(answer["error"]["message"]) if "error" in answer else answer


last, more = -1, True  # the id of the last record that was read; asking with it misses nothing
while more:
    answer = ask(query="newer_than", id=last, limit=100)
    for record in answer["records"]:
        last = record["id"]
        print(record["record_type"], last, "frames", record["frame_no"])
    more = answer["more"]
print(f"{answer['pipeline_name']}: last id {last}")
