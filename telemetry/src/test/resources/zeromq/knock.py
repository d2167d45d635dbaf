"""knock.py ENDPOINT req|sub [FOLDER CLIENT SERVER]: prints how the handshake with a server ends."""
import sys

import keys
import zmq
from zmq.utils.monitor import recv_monitor_message

ENDS = {
    zmq.EVENT_HANDSHAKE_SUCCEEDED: "let in",
    zmq.EVENT_HANDSHAKE_FAILED_AUTH: "not allowed",
    zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL: "refused",
    zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL: "refused",
    zmq.EVENT_DISCONNECTED: "refused",
}
endpoint, kind = sys.argv[1:3]
socket = zmq.Context.instance().socket(zmq.REQ if kind == "req" else zmq.SUB)
socket.setsockopt(zmq.LINGER, 0)
keys.use(socket, *(sys.argv[3:] or ["", "", ""]))
monitor = socket.get_monitor_socket()
socket.connect(endpoint)
event = 0
while event not in ENDS:
    if not monitor.poll(20000):
        sys.exit("nothing happens")
    event = recv_monitor_message(monitor)["event"]
print(ENDS[event])
