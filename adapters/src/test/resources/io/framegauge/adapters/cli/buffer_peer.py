"""The two sides of a buffer, over libzmq. Frames are those of wire.py's schema, made by hand.

usage: buffer_peer.py send ENDPOINT SOURCES COUNT SIZE [req|dealer] [FIRST]
                                           frames FIRST to COUNT of each source in turn (0: until
                                           SIGTERM), then the end of each stream
       buffer_peer.py receive ENDPOINT [rep|router] [MILLIS] [stay]   binds and acknowledges until
                                           all sources that it saw have ended (stay: goes on after
                                           that); MILLIS of work each

The sender prints "SOURCE NUMBER" when a frame was acknowledged (a dealer: when it was sent) and
sends it again over a new connection when it is not within a second, which it tells on standard
error. The receiver prints what it gets before it acknowledges it. The end of a stream is number
"end".
"""

import signal
import sys
import time

import zmq


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def frame(source, number):
    content = field(2, source) + varint(14 << 3) + varint(number) + field(18, field(1, b"zeromq"))
    return field(1, b"1.15.1") + varint(4 << 3) + varint(number) + field(5, content)


def end(source):
    return field(1, b"1.15.1") + field(9, field(1, source))


def messages(sources, count, first):
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    names = [b"source-%d" % i for i in range(sources)]
    number = first - 1
    while (count == 0 or number < count) and not stopped:
        number += 1
        for name in names:
            yield name, str(number).encode(), frame(name, number)
    for name in names:
        yield name, b"end", end(name)


def send(context, endpoint, sources, count, size, kind="req", first="1"):
    def opened():
        socket = context.socket(zmq.REQ if kind == "req" else zmq.DEALER)
        socket.setsockopt(zmq.LINGER, 0)
        socket.setsockopt(zmq.RCVTIMEO, 1000 if kind == "req" else 30000)
        socket.connect(endpoint)
        return socket

    socket = opened()
    payload = b"x" * int(size)
    for name, number, message in messages(int(sources), int(count), int(first)):
        while True:
            socket.send_multipart([name, message, payload])
            if kind == "dealer" and number != b"end":
                break
            try:
                answer = socket.recv_multipart()
                if answer != [b"OK"]:
                    raise ValueError(answer)
                break
            except zmq.Again:
                print(name.decode(), number.decode(), file=sys.stderr, flush=True)
                if kind == "req":
                    socket.close()
                    socket = opened()
        print(name.decode(), number.decode(), flush=True)
    socket.close()


def number_of(message):
    """The pts of a frame, or "end"."""
    at, fields = 0, {}
    while at < len(message):
        tag, at = read_varint(message, at)
        if tag & 7:
            size, at = read_varint(message, at)
            fields[tag >> 3] = message[at:at + size]
            at += size
        else:
            fields[tag >> 3], at = read_varint(message, at)
    if 9 in fields:
        return "end"
    return str(number_in(fields[5]))


def number_in(video_frame):
    at = 0
    while True:
        tag, at = read_varint(video_frame, at)
        value, at = read_varint(video_frame, at)
        if tag == 14 << 3:
            return value
        at += value if tag & 7 else 0


def read_varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def receive(context, endpoint, kind="rep", millis="0", stay=""):
    socket = context.socket(zmq.REP if kind == "rep" else zmq.ROUTER)
    socket.setsockopt(zmq.LINGER, 1000)
    socket.bind(endpoint)
    seen, ended = set(), set()
    while stay or not seen or seen != ended:
        frames = socket.recv_multipart()
        peer = frames[:1] if kind == "router" else []
        topic, message, payload = frames[len(peer):]
        number = number_of(message)
        seen.add(topic)
        if number == "end":
            ended.add(topic)
        print(topic.decode(), number, flush=True)
        time.sleep(int(millis) / 1000)
        if kind == "rep" or number == "end":
            socket.send_multipart(peer + [b"OK"])
    socket.close()


context = zmq.Context()
{"send": send, "receive": receive}[sys.argv[1]](context, *sys.argv[2:])
context.term()
