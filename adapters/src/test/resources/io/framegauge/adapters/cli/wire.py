"""Reads and writes the messages of the reference system: its framing and its protobuf fields.

Written from a description of the wire alone; it shares nothing with the product.

usage: wire.py read rep|router|sub [COUNT]       binds, prints the endpoint, then each message
       wire.py write req|dealer|pub ENDPOINT     sends what stands on standard input, one a line

A line is a JSON object {"topic": …, "message": {field: value}, "payload": [hexadecimal text, …]};
of what is written "raw" may stand in place of "message". Behind a line that was acknowledged the
writer prints what the peer said, else "none".
"""

import json
import struct
import sys

import zmq

# field number: (name, type); types in brackets are repeated, in braces maps
SCHEMA = {
    "Message": {
        1: ("protocol_version", "string"),
        2: ("routing_labels", ["string"]),
        3: ("propagated_context", {"string": "string"}),
        4: ("seq_id", "uint64"),
        5: ("video_frame", "VideoFrame"),
        6: ("video_frame_batch", "VideoFrameBatch"),
        7: ("video_frame_update", "bytes"),
        8: ("user_data", "UserData"),
        9: ("end_of_stream", "EndOfStream"),
        10: ("unknown", "Unknown"),
        11: ("shutdown", "Shutdown"),
        20: ("system_id", "string"),
        99: ("of_the_future", "string"),
    },
    "VideoFrame": {
        1: ("previous_frame_seq_id", "int64"),
        2: ("source_id", "string"),
        3: ("uuid", "string"),
        4: ("creation_timestamp_ns_high", "uint64"),
        5: ("creation_timestamp_ns_low", "uint64"),
        6: ("framerate", "string"),
        7: ("width", "int64"),
        8: ("height", "int64"),
        9: ("transcoding_method", "enum"),
        10: ("codec", "string"),
        11: ("keyframe", "bool"),
        12: ("time_base_numerator", "int32"),
        13: ("time_base_denominator", "int32"),
        14: ("pts", "int64"),
        15: ("dts", "int64"),
        16: ("duration", "int64"),
        17: ("internal", "bytes"),
        18: ("external", "ExternalFrame"),
        19: ("none", "NoneFrame"),
        23: ("transformations", ["bytes"]),
        24: ("attributes", ["Attribute"]),
        25: ("objects", ["VideoObject"]),
        26: ("previous_keyframe", "string"),
    },
    "ExternalFrame": {1: ("method", "string"), 2: ("location", "string")},
    "NoneFrame": {},
    "VideoFrameBatch": {1: ("batch", {"int64": "VideoFrame"})},
    "EndOfStream": {1: ("source_id", "string")},
    "Shutdown": {1: ("auth", "string")},
    "UserData": {1: ("source_id", "string"), 2: ("attributes", ["Attribute"])},
    "Unknown": {1: ("message", "string")},
    "VideoObject": {
        1: ("id", "int64"),
        2: ("parent_id", "int64"),
        3: ("namespace", "string"),
        4: ("label", "string"),
        5: ("draw_label", "string"),
        6: ("detection_box", "BoundingBox"),
        7: ("attributes", ["Attribute"]),
        8: ("confidence", "float"),
        9: ("track_box", "BoundingBox"),
        10: ("track_id", "int64"),
    },
    "BoundingBox": {
        1: ("xc", "float"),
        2: ("yc", "float"),
        3: ("width", "float"),
        4: ("height", "float"),
        5: ("angle", "float"),
    },
    "Attribute": {
        1: ("namespace", "string"),
        2: ("name", "string"),
        3: ("values", ["bytes"]),
        4: ("hint", "string"),
        5: ("is_persistent", "bool"),
        6: ("is_hidden", "bool"),
    },
}
VARINTS = ("int32", "int64", "uint64", "enum", "bool")


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def encode_value(number, kind, value):
    if kind in VARINTS:
        return varint(number << 3) + varint(int(value))
    if kind == "float":
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if kind == "string":
        data = value.encode("utf-8")
    elif kind == "bytes":
        data = bytes.fromhex(value)
    else:
        data = encode(kind, value)
    return varint(number << 3 | 2) + varint(len(data)) + data


def encode(name, fields):
    out = b""
    numbers = {field: (number, kind) for number, (field, kind) in SCHEMA[name].items()}
    for field, value in fields.items():
        number, kind = numbers[field]
        if isinstance(kind, list):
            out += b"".join(encode_value(number, kind[0], each) for each in value)
        elif isinstance(kind, dict):
            (key_kind, value_kind), = kind.items()
            for key, each in value.items():
                key = key if key_kind == "string" else int(key)
                entry = encode_value(1, key_kind, key) + encode_value(2, value_kind, each)
                out += varint(number << 3 | 2) + varint(len(entry)) + entry
        else:
            out += encode_value(number, kind, value)
    return out


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def decode_value(kind, wire, raw):
    if kind in VARINTS:
        assert wire == 0, (kind, wire)
        return bool(raw) if kind == "bool" else raw if kind == "uint64" else signed(raw)
    if kind == "float":
        assert wire == 5, (kind, wire)
        return struct.unpack("<f", raw)[0]
    assert wire == 2, (kind, wire)
    if kind == "string":
        return raw.decode("utf-8")
    return raw.hex() if kind == "bytes" else decode(kind, raw)


def fields_of(data):
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        wire = tag & 7
        if wire == 0:
            raw, at = read_varint(data, at)
        elif wire == 5:
            raw, at = data[at:at + 4], at + 4
        elif wire == 2:
            size, at = read_varint(data, at)
            raw, at = data[at:at + size], at + size
            assert len(raw) == size, "cut short"
        else:
            raise ValueError("wire type %d" % wire)
        yield tag >> 3, wire, raw


def decode(name, data):
    out = {}
    for number, wire, raw in fields_of(data):
        field, kind = SCHEMA[name][number]
        if isinstance(kind, list):
            out.setdefault(field, []).append(decode_value(kind[0], wire, raw))
        elif isinstance(kind, dict):
            (key_kind, value_kind), = kind.items()
            entry = {n: decode_value(key_kind if n == 1 else value_kind, w, r) for n, w, r in fields_of(raw)}
            out.setdefault(field, {})[str(entry.get(1, "" if key_kind == "string" else 0))] = entry.get(2, "")
        else:
            out[field] = decode_value(kind, wire, raw)
    return out


def read(context, kind, count):
    socket = context.socket({"rep": zmq.REP, "router": zmq.ROUTER, "sub": zmq.SUB}[kind])
    socket.setsockopt(zmq.RCVTIMEO, 30000)
    if kind == "sub":
        socket.setsockopt(zmq.SUBSCRIBE, b"")
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    print("tcp://127.0.0.1:%d" % port, flush=True)
    while count > 0:
        frames = socket.recv_multipart()
        if frames[0] == b"-":  # somebody tries whether anybody listens
            print("-", flush=True)
            continue
        count -= 1
        peer = frames[:1] if kind == "router" else []
        topic, message, *payload = frames[len(peer):]
        fields = decode("Message", message)
        line = {"topic": topic.decode("utf-8"), "message": fields, "payload": [part.hex() for part in payload]}
        print(json.dumps(line, sort_keys=True), flush=True)
        if kind == "rep" or kind == "router" and "end_of_stream" in fields:
            socket.send_multipart(peer + [b"OK"])
    socket.close(linger=2000)


def write(context, kind, endpoint):
    socket = context.socket({"req": zmq.REQ, "dealer": zmq.DEALER, "pub": zmq.XPUB}[kind])
    socket.setsockopt(zmq.RCVTIMEO, 10000)
    socket.connect(endpoint)
    if kind == "pub":  # what is sent before the subscription has come is dropped
        socket.recv()
    for line in sys.stdin.read().splitlines():
        given = json.loads(line)
        fields = given.get("message", {})
        message = bytes.fromhex(given["raw"]) if "raw" in given else encode("Message", fields)
        parts = [given["topic"].encode("utf-8"), message] + [bytes.fromhex(part) for part in given["payload"]]
        socket.send_multipart(parts[:given.get("cut", len(parts))])
        if kind == "req" or kind == "dealer" and "end_of_stream" in fields:
            try:
                print(b"|".join(socket.recv_multipart()).decode("utf-8"), flush=True)
            except zmq.Again:
                print("none", flush=True)
    socket.close(linger=5000)


context = zmq.Context()
if sys.argv[1] == "read":
    read(context, sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
else:
    write(context, sys.argv[2], sys.argv[3])
context.term()
