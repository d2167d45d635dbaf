#!/usr/bin/env python3
"""Prints the newest records of a running module, then each new one, with pyzmq alone
(Debian: python3-zmq):  history_client.py [tcp://127.0.0.1:5557]"""
import sys, time, zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"

def ask(**query):
    with zmq.Context.instance().socket(zmq.REQ) as socket:
        socket.linger, socket.rcvtimeo = 0, 2000  # milliseconds
        socket.connect(endpoint)
        socket.send_json(query)
        try:
            answer = socket.recv_json()
        except zmq.Again:
            sys.exit(f"no answer from {endpoint} within 2 s: is the module running?")
        return answer if "error" not in answer else sys.exit(answer["error"]["message"])

def show(records):
    for r in records:
        print(r["id"], r["record_type"], f"frames={r['frame_no']} objects={r['object_counter']}", flush=True)
    return records[-1]["id"] if records else last

page, last = ask(query="latest", count=5), -1
run, last = page["run"], show(page["records"][::-1])
while True:
    page = ask(query="newer_than", id=last, limit=100)
    last = show(page["records"]) if page["run"] == run else -1  # a new run begins at 0 again
    run = page["run"]
    time.sleep(0 if page["more"] else 0.5)
