"""Prints what a telemetry file holds as JSON, from telemetry/FILE-FORMAT.md alone."""
import json
import mmap
import struct
import sys
import uuid

with open(sys.argv[1], "rb") as file:
    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def number(offset, kind="q"):
    return struct.unpack_from("=" + kind, data, offset)[0]


def text(offset):
    for _ in range(1000):
        head = number(offset, "I")
        value = data[offset + 4 : offset + 4 + (head & 0xFFFF)]
        if not head >> 16 & 1 and number(offset, "I") == head:
            return value.decode()
    return ""


def texts(offset):
    return text(offset).split("\0")[1:]


if data[:8] != b"FGAUGE01" or number(8, "i") != 5:
    sys.exit("not a telemetry file of layout version 5")
max_stages, max_links, max_families, max_series = struct.unpack_from("=4i", data, 64)
stages_at = number(12, "i")
links_at = stages_at + 3072 * max_stages
families_at = links_at + 1280 * max_links
series_at = families_at + 2048 * max_families
room_at = series_at + 32 * max_series


def used(start, size, most):
    for index in range(most):
        state = number(start + size * index, "i")
        if state == 0:
            return
        if state == 2:
            yield index, start + size * index


links = [entry for _, entry in used(links_at, 1280, max_links)]


def stage(index, entry):
    entering = [link for link in links if number(link + 8, "i") == index]
    leaving = [link for link in links if number(link + 4, "i") == index]
    counted = entering or leaving
    return {
        "name": text(entry + 256),
        "factory": text(entry + 512),
        "caps": text(entry + 640),
        "kind": ["source", "element", "queue", "plugin", "sink"][number(entry + 4, "i")],
        "buffers": sum(number(link + 16) for link in counted),
        "frames": sum(number(link + 24) for link in counted),
        "bytes": sum(number(link + 32) for link in counted),
        "objects": sum(number(link + 48) for link in counted),
        "samples": sum(number(link + 96 + 8 * i) for link in leaving for i in range(17)),
        "native_samples": sum(number(link + 256 + 8 * i) for link in leaving for i in range(121)),
        "sum_nanos": sum(number(link + 88) for link in leaving),
    }


stages = [stage(i, entry) for i, entry in used(stages_at, 3072, max_stages)]


def name(index, slot, monotonic):
    entry = stages_at + 3072 * index
    there = struct.unpack_from("=q", slot, 64 + 32 * index)[0] != -(2**63)
    return text(entry + 256) if there and number(entry + 248) <= monotonic else ""


families = {}
for i in range(max_families):
    entry = families_at + 2048 * i
    if number(entry, "i") == 2:
        families[i] = {"name": text(entry + 16), "help": text(entry + 288), "unit": text(entry + 224),
                       "kind": ["counter", "gauge", "histogram", "info", "state"][number(entry + 4, "i")],
                       "labels": texts(entry + 640), "states": texts(entry + 1360), "series": [],
                       "bounds": [number(entry + 1032 + 8 * n, "d") for n in range(number(entry + 1024, "i"))]}


def value(entry, family):
    kind = family["kind"]
    if kind == "histogram":
        cells = room_at + 16 * number(entry + 8)
        counts = [number(cells + 32 + 8 * n) for n in range(len(family["bounds"]) + 1)]
        return f"{counts} {number(cells + 24, 'd')}"
    if kind == "state":
        return family["states"][number(entry + 8)]
    return str(number(entry + 8, "d" if kind == "gauge" else "Q"))


for i in range(number(152)):
    entry = series_at + 32 * i
    family = families.get(number(entry + 4, "i"))
    if number(entry, "i") == 2 and family:
        labels = room_at + 16 * number(entry + 24, "i")
        values = data[labels + 4 : labels + 4 + number(labels, "i")].decode().split("\0")[1:]
        family["series"].append([values, number(entry + 16), value(entry, family)])

ring = number(80)
capacity = number(ring + 4, "i")
slot_bytes = 64 + 32 * max_stages + 40 * max_links
records = {}
for lane in range(2):
    for n in range(max(0, number(ring + 128 + 64 * lane) - capacity), number(ring + 128 + 64 * lane)):
        start = ring + 256 + (lane * capacity + n % capacity) * slot_bytes
        slot = data[start : start + slot_bytes]
        if number(start) != 2 * n + 2 or struct.unpack_from("=q", slot)[0] != 2 * n + 2:
            continue
        _, id, kind, stage_count, latency_count, ts, monotonic, frame_no, objects = struct.unpack_from("=qqiii4xqqqq", slot)
        latencies = [struct.unpack_from("=iiqqqq", slot, 64 + 32 * max_stages + 40 * i) for i in range(latency_count)]
        names = [name(i, slot, monotonic) for i in range(stage_count)]
        records[id] = {
            "id": id, "type": ["initial", "frame", "timestamp"][kind], "ts": ts, "frame_no": frame_no,
            "objects": objects,
            "stages": [[names[i], *struct.unpack_from("=qqqq", slot, 64 + 32 * i)] for i in range(stage_count) if names[i]],
            "latencies": [[names[a], names[b], low // 1000, high // 1000, count] for a, b, low, high, _, count in latencies if names[a] and names[b]],
        }
newest = max(records, default=-1)
kept = [records[id] for id in sorted(records) if id > newest - number(ring, "i")]
print(json.dumps({
    "pipeline": text(512),
    "run": str(uuid.UUID(int=(number(24, "Q") << 64) | number(32, "Q"))),
    "state": ["starting", "running", "ended", "stopped", "failed"][number(128)],
    "versions": [text(1024), text(1280), text(1536)],
    "extra_labels": texts(2048),
    "time_period": number(104, "d"),
    "refused": [number(136), number(144), number(168)],
    "stages": stages,
    "families": list(families.values()),
    "records": kept,
}))
