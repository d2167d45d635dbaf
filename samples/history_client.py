#!/usr/bin/env python3
"""Prints the newest records of a running module, then every new one until Ctrl-C.

Needs only pyzmq (Debian: python3-zmq):  history_client.py [tcp://127.0.0.1:5557]
"""
import sys, time, zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"
context = zmq.Context()

def ask(**query):
    with context.socket(zmq.REQ) as socket:  # a fresh socket: a lost answer cannot confuse the next
        socket.linger, socket.rcvtimeo = 0, 5000
        socket.connect(endpoint)
        socket.send_json(query)
        answer = socket.recv_json()  # zmq.Again: nobody answered within 5 s
    return answer if "error" not in answer else sys.exit(answer["error"]["message"])

def show(records):
    for r in records:
        print(r["id"], r["record_type"], f"frames={r['frame_no']} objects={r['object_counter']}", flush=True)

page = ask(query="latest", count=5)
show(reversed(page["records"]))
run, last = page["run"], page["newest_id"]
while True:
    page = ask(query="newer_than", id=last, limit=100)
    if page["run"] != run:  # the module was started anew: its ids begin at 0 again
        run, last = page["run"], -1
        continue
    show(page["records"])
    last = page["records"][-1]["id"] if page["records"] else last
    if not page["more"]:
        time.sleep(0.5)
