"""catch_up.py STREAM QUERY TOPIC END: prints the id of every record up to END, once and in order: "s ID"
if it came by the stream, "q ID" if the stream had left it out and it was asked for.
"""
import json
import sys

import zmq

stream, query, topic, end = sys.argv[1:]
subscriber = zmq.Context.instance().socket(zmq.SUB)
subscriber.setsockopt(zmq.SUBSCRIBE, topic.encode())
subscriber.setsockopt(zmq.LINGER, 0)
subscriber.connect(stream)
client = zmq.Context.instance().socket(zmq.REQ)
client.setsockopt(zmq.LINGER, 0)
client.connect(query)
last = -1


def tell(kind, record):
    global last
    last = record["id"]
    print(kind, last, flush=True)


while last < int(end):
    record = json.loads(subscriber.recv_multipart()[1])
    while last + 1 < record["id"]:
        client.send_json({"query": "newer_than", "id": last, "limit": min(100, record["id"] - last - 1)})
        for missed in client.recv_json()["records"]:
            tell("q", missed)
    if record["id"] > last:
        tell("s", record)
