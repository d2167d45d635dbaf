"""ask.py ENDPOINT req|dealer|delimited [FOLDER CLIENT SERVER]: reads requests from stdin, one a line,
as frames in hex separated by blanks ("-" is an empty frame); prints each answer as one line, its
frames joined by "|". With keys if there is a folder of them.
"""
import sys

import keys
import zmq

endpoint, kind = sys.argv[1:3]
socket = zmq.Context.instance().socket(zmq.REQ if kind == "req" else zmq.DEALER)
socket.setsockopt(zmq.RCVTIMEO, 20000)
socket.setsockopt(zmq.LINGER, 0)
keys.use(socket, *(sys.argv[3:] or ["", "", ""]))
socket.connect(endpoint)
for line in sys.stdin:
    frames = [b"" if word == "-" else bytes.fromhex(word) for word in line.split()]
    socket.send_multipart([b""] + frames if kind == "delimited" else frames)
    print("|".join(frame.decode() for frame in socket.recv_multipart()), flush=True)
