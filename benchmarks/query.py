"""Asks the history server and an echo server of the same sizes, in turn; started by benchmarks/run.

usage: query.py ENDPOINT SECONDS
Prints, for each question, the tenth percentile and the median of the time of one question in
microseconds: of the history server, then of the echo server.
"""

import json
import multiprocessing
import sys
import time

import zmq

QUESTIONS = {
    "latest_1": b'{"query":"latest","count":1}',
    "latest_100": b'{"query":"latest","count":100}',
}
WINDOW_SECONDS = 0.1


def echo(answers, told):
    """Answers each question with as many bytes as the history server did."""
    socket = zmq.Context().socket(zmq.ROUTER)
    told.send(socket.bind_to_random_port("tcp://127.0.0.1"))
    while True:
        client, empty, question = socket.recv_multipart()
        socket.send_multipart([client, empty, answers[question]])


def connect(context, endpoint):
    socket = context.socket(zmq.REQ)
    socket.connect(endpoint)
    return socket


def ask(socket, question):
    socket.send(question)
    return socket.recv()


def window(socket, question, size, times):
    """Asks for a while and notes how long each question took, in microseconds."""
    end = time.perf_counter() + WINDOW_SECONDS
    while True:
        start = time.perf_counter()
        if len(ask(socket, question)) < size // 2:
            raise SystemExit("an answer was too short")
        now = time.perf_counter()
        times.append((now - start) * 1e6)
        if now > end:
            return


def low_and_median(times):
    times.sort()
    return [times[len(times) // 10], times[len(times) // 2], len(times)]


def main(endpoint, seconds):
    context = zmq.Context()
    ours = connect(context, endpoint)
    answers = {question: ask(ours, question) for question in QUESTIONS.values()}
    for answer in answers.values():
        if b'"error"' in answer[:20]:
            raise SystemExit(answer.decode())
    told, tell = multiprocessing.Pipe()
    server = multiprocessing.Process(target=echo, args=(answers, tell), daemon=True)
    server.start()
    theirs = connect(context, "tcp://127.0.0.1:%d" % told.recv())
    for name, question in QUESTIONS.items():
        our_times, their_times = [], []
        windows = max(3, int(seconds / len(QUESTIONS) / (2 * WINDOW_SECONDS)))
        for i in range(windows + windows // 3):
            if i == windows // 3:  # what came before was for the JVM to warm up
                our_times, their_times = [], []
            window(ours, question, len(answers[question]), our_times)
            window(theirs, question, len(answers[question]), their_times)
        records = json.loads(answers[question])["records"]
        print(name, len(answers[question]), len(records), len(records[0]["stage_stats"]),
              *low_and_median(our_times), *low_and_median(their_times))
    server.terminate()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main(sys.argv[1], float(sys.argv[2]))
