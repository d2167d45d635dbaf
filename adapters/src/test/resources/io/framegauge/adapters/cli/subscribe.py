"""Subscribes to the stream of a pipeline and prints the topic and the JSON of each message.

usage: subscribe.py ENDPOINT TOPIC, until it is killed; the server may start later.
"""

import sys

import zmq

endpoint, topic = sys.argv[1:]
socket = zmq.Context().socket(zmq.SUB)
socket.setsockopt(zmq.RECONNECT_IVL, 5)
socket.setsockopt(zmq.RCVHWM, 0)
socket.setsockopt(zmq.SUBSCRIBE, topic.encode("utf-8"))
socket.connect(endpoint)
print("waiting", flush=True)
while True:
    print(" ".join(frame.decode("utf-8") for frame in socket.recv_multipart()), flush=True)
