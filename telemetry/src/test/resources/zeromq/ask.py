"""ask.py ENDPOINT req|dealer|delimited: reads requests from stdin, one a line, as frames in hex
separated by blanks ("-" is an empty frame); prints each answer as one line, its frames joined by "|".
"""
import sys

import zmq

endpoint, kind = sys.argv[1:3]
socket = zmq.Context.instance().socket(zmq.REQ if kind == "req" else zmq.DEALER)
socket.setsockopt(zmq.RCVTIMEO, 5000)
socket.setsockopt(zmq.LINGER, 0)
socket.connect(endpoint)
for line in sys.stdin:
    frames = [b"" if word == "-" else bytes.fromhex(word) for word in line.split()]
    socket.send_multipart([b""] + frames if kind == "delimited" else frames)
    print("|".join(frame.decode() for frame in socket.recv_multipart()), flush=True)
