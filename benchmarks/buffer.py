"""Sends through two buffers and receives behind them, in turn; started by benchmarks/run.

usage: buffer.py OUR_SOURCE OUR_SINK THEIR_SOURCE THEIR_SINK SIZE SECONDS
Prints the tenth percentile, the median and the number of windows of the time for one message in
microseconds: through the first buffer, then through the second.
"""

import sys
import time

import zmq

WINDOW_SECONDS = 0.4
UNACKNOWLEDGED = 16


def field(number, data):
    size = bytearray()
    length = len(data)
    while length > 0x7F:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    size.append(length)
    return bytes([number << 3 | 2]) + bytes(size) + data


def frame(source):
    """A frame of the reference's schema whose picture is in the next part."""
    content = field(2, source) + b"\x70\x01" + b"\x92\x01" + bytes([8]) + field(1, b"zeromq")
    return field(1, b"1.15.1") + b"\x20\x01" + field(5, content)


class Path:
    """A sender that has some messages on their way at once, and a receiver that acknowledges."""

    def __init__(self, context, source, sink):
        self.sender = context.socket(zmq.DEALER)
        self.sender.connect(source)
        self.receiver = context.socket(zmq.REP)
        self.receiver.bind(sink)
        self.poller = zmq.Poller()
        self.poller.register(self.sender, zmq.POLLIN)
        self.poller.register(self.receiver, zmq.POLLIN)

    def window(self, parts, seconds):
        """Sends for a while and answers how long a message took until all were received."""
        start = time.perf_counter()
        sent = acknowledged = received = 0
        while True:
            if time.perf_counter() - start < seconds:
                while sent - acknowledged < UNACKNOWLEDGED:
                    self.sender.send_multipart(parts, copy=False)
                    sent += 1
            elif sent == acknowledged == received:
                return (time.perf_counter() - start) / sent * 1e6
            ready = dict(self.poller.poll(10_000))
            if not ready:
                raise SystemExit("nothing came within 10 s")
            if self.sender in ready:
                if self.sender.recv_multipart() != [b"", b"OK"]:
                    raise SystemExit("a message was not acknowledged")
                acknowledged += 1
            if self.receiver in ready:
                if len(self.receiver.recv_multipart(copy=False)) != len(parts) - 1:
                    raise SystemExit("a message was not whole")
                self.receiver.send(b"OK")
                received += 1


def low_and_median(times):
    times.sort()
    return [times[len(times) // 10], times[len(times) // 2], len(times)]


def main(our_source, our_sink, their_source, their_sink, size, seconds):
    context = zmq.Context()
    paths = [Path(context, our_source, our_sink), Path(context, their_source, their_sink)]
    parts = [b"", b"camera", frame(b"camera"), b"x" * int(size)]
    windows = max(3, int(float(seconds) / (2 * WINDOW_SECONDS)))
    times = [[], []]
    for i in range(windows + windows // 3):
        if i == windows // 3:  # what came before was for the JVMs to warm up
            times = [[], []]
        for path, of in zip(paths, times):
            of.append(path.window(parts, WINDOW_SECONDS))
    print(*low_and_median(times[0]), *low_and_median(times[1]))
    context.destroy(linger=0)


main(*sys.argv[1:])
