"""fuzz.py ENDPOINT SEED COUNT: sends COUNT broken requests of one to eight frames; each must get one
answer that is a JSON object. Prints how many were refused and how many were understood.
"""
import json
import random
import sys

import zmq

SEEDS = [
    b'{"query":"info"}',
    b'{"query":"latest","count":10,"before_id":43}',
    b'{"query":"newer_than","id":41,"limit":100}',
    b'{"query":"window","from_ms":1000,"to_ms":2000,"limit":100,"before_id":7}',
]
PIECES = [b"{", b"}", b"[", b'"', b":", b",", b"-", b"1e9", b"null", b"\\u0000", b"\x00", b"\xff", b"\xed\xa0\x80", b"9" * 40]
endpoint, seed, count = sys.argv[1:]
dice = random.Random(int(seed))
socket = zmq.Context.instance().socket(zmq.DEALER)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(zmq.RCVTIMEO, 20000)
socket.connect(endpoint)


def broken():
    text = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(text) + 1)
        text[at:at + dice.randrange(4)] = dice.choice(PIECES) if dice.random() < 0.7 else dice.randbytes(3)
    if dice.random() < 0.02:
        text *= 65536 // max(1, len(text))
    return bytes(text)


understood = refused = 0
for _ in range(int(count)):
    frames = [broken() for _ in range(1 if dice.random() < 0.8 else dice.randrange(1, 9))]
    socket.send_multipart(([b""] if dice.random() < 0.5 else []) + frames)
    answer = json.loads(socket.recv_multipart()[-1])
    if "error" in answer:
        assert answer["error"]["code"] == "bad_request", answer
        refused += 1
    else:
        assert answer["run"] == "r1", answer
        understood += 1
print(refused, understood)
