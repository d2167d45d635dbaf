"""listen.py ENDPOINT TOPIC [FOLDER CLIENT SERVER]: prints every message as "topic json" until stdin
ends, and "ready" once the handshake is done. With keys if there is a folder of them.
"""
import sys
import threading

import keys
import zmq
from zmq.utils.monitor import recv_monitor_message

endpoint, topic = sys.argv[1:3]
socket = zmq.Context.instance().socket(zmq.SUB)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(zmq.RCVTIMEO, 200)
socket.setsockopt(zmq.SUBSCRIBE, b"some-other-pipeline")
socket.setsockopt(zmq.SUBSCRIBE, topic.encode())
keys.use(socket, *(sys.argv[3:] or ["", "", ""]))
monitor = socket.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED)
socket.connect(endpoint)
recv_monitor_message(monitor)
print("ready", flush=True)
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
while True:
    try:
        frames = socket.recv_multipart()
    except zmq.Again:
        if ended.is_set():
            break
        continue
    print(" ".join(frame.decode() for frame in frames), flush=True)
