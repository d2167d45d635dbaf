#!/usr/bin/env python3
"""Prints every record of a running module once, in windows of time that abut, [last, now - LAG);
with pyzmq alone (Debian: python3-zmq):  history_windows.py [tcp://127.0.0.1:5557]"""
import sys, time, zmq
endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:5557"
LAG, HORIZON = 1000, 1_800_000  # ms from a record's stamp to its end; ms until it is too old

def ask(**query):
    while True:  # until there is an answer
        with zmq.Context.instance().socket(zmq.REQ) as socket:
            socket.linger = 0
            socket.connect(endpoint)
            socket.send_json(query)
            if socket.poll(2000):
                return socket.recv_json()

run, last = (ask(query="info")[name] for name in ("run", "started_ms"))
while not time.sleep(0.5):
    now, rows, more = int(time.time() * 1000), [], True
    end, why = (now - HORIZON, "too old") if last < now - HORIZON else (max(last, now - LAG), "")
    while more and not why:
        page = ask(query="window", from_ms=last, to_ms=end, limit=1000, before_id=rows[-1]["id"] if rows else 2**62)
        rows, more = rows + page["records"], page["more"]
        if page["run"] != run:
            run, end, why = page["run"], ask(query="info")["started_ms"], "the module started anew"
        elif page["gap"]:
            end, why = ask(query="newer_than", id=-1, limit=1)["records"][0]["ts"] + 1, "overwritten"
    for line in [f"refused until {end}: {why}"] if why else [f"{r['id']} {r['record_type']}" for r in rows[::-1]]:
        print(line, flush=True)
    last = end
