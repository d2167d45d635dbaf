"""Sends requests to a history server and prints the answers, one a line.

usage: ask.py ENDPOINT req|dealer, with requests on standard input: a line is a request, a list of
hexadecimal texts is one of several raw frames. What is not answered within five seconds is "none".
"""

import json
import sys

import zmq

endpoint, kind = sys.argv[1:]
context = zmq.Context()


def opened():
    socket = context.socket(zmq.REQ if kind == "req" else zmq.DEALER)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RCVTIMEO, 5000)
    socket.connect(endpoint)
    return socket


def frames(line):
    if line.startswith("["):
        return [bytes.fromhex(frame) for frame in json.loads(line)]
    return [line.encode("utf-8")]


socket = opened()
for line in sys.stdin.read().splitlines():
    socket.send_multipart(frames(line))
    try:
        answer = socket.recv_multipart()
        print(b"|".join(answer).decode("utf-8"), flush=True)
    except zmq.Again:
        print("none", flush=True)
        socket.close()
        socket = opened()
