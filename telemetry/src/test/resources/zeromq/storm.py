"""storm.py COUNT FOLDER CLIENT SERVER ENDPOINT...: clients that come back at once whenever they are
refused, with keys and without; ends when they have been sent away COUNT times.
"""
import sys

import keys
import zmq
from zmq.utils.monitor import recv_monitor_message

count, folder, client, server = sys.argv[1:5]
context = zmq.Context.instance()
poller = zmq.Poller()
sockets = []
for endpoint in sys.argv[5:]:
    for with_keys in [folder, folder, ""]:
        socket = context.socket(zmq.DEALER)
        socket.setsockopt(zmq.LINGER, 0)
        socket.setsockopt(zmq.RECONNECT_IVL, 1)
        keys.use(socket, with_keys, client, server)
        monitor = socket.get_monitor_socket(zmq.EVENT_CONNECTED)
        poller.register(monitor, zmq.POLLIN)
        socket.connect(endpoint)
        sockets.append(socket)
left = int(count)
while left > 0:
    ready = poller.poll(20000)
    if not ready:
        sys.exit("nobody comes any more, %d left" % left)
    for monitor, _ in ready:
        recv_monitor_message(monitor)
        left -= 1
print("done")
