"""serve.py ANSWER [FOLDER SERVER]: a history server of pyzmq; prints its endpoint, answers every
request with the text ANSWER and prints the request, until stdin ends. With a folder of keys it has
keys, and lets in whose public key is in FOLDER/clients.
"""
import os.path
import sys
import threading

import zmq
import zmq.auth
from zmq.auth.thread import ThreadAuthenticator

answer = sys.argv[1].encode()
context = zmq.Context.instance()
socket = context.socket(zmq.ROUTER)
socket.setsockopt(zmq.LINGER, 0)
if len(sys.argv) > 2:
    folder, server = sys.argv[2:]
    authenticator = ThreadAuthenticator(context)
    authenticator.start()
    authenticator.configure_curve(domain="*", location=os.path.join(folder, "clients"))
    socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(
        os.path.join(folder, server + ".key_secret"))
    socket.curve_server = True
port = socket.bind_to_random_port("tcp://127.0.0.1")
print("tcp://127.0.0.1:%d" % port, flush=True)
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
while not ended.is_set():
    if socket.poll(50):
        frames = socket.recv_multipart()
        socket.send_multipart(frames[:-1] + [answer])
        print(frames[-1].decode(), flush=True)
