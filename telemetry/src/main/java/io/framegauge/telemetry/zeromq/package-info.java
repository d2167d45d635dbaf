/// The history over ZeroMQ: the server that answers queries, the publisher of the stream, the Java
/// client, and their JSON.
///
/// One platform thread owns each socket; JeroMQ itself is used by [GuardedSocket],
/// [JeroMqTransport] and the frame rules only. Nothing here runs on a streaming thread, and nothing
/// that a peer sends may do more than end its own connection; should a thread of JeroMQ die all the
/// same, its socket is opened anew on the same port.
///
/// Bounded, for each connection: a frame (64 KiB), a message (4 frames), requests that wait (8),
/// answers that wait (16 of at most 1 MiB, or of one record, or of one `info`, whose size goes with
/// the number of stages), records that wait for a subscriber (1,000), a greeting (2 s). Not
/// bounded: how many connections there are, also of peers that say nothing after their greeting,
/// but by the files that the process may open, which the whole module then lacks; and how often
/// they ask, so that a flood of good queries takes the time of a core. This is why both sockets
/// stay on the loopback interface unless there are keys, or the configuration says otherwise.
///
/// With keys (CURVE) a peer without one gets no further than the handshake, whose arithmetic takes
/// some milliseconds of the socket's own thread each time. One whose key is allowed is trusted:
/// JeroMQ decrypts its frames behind the rules that bound a message and the subscriptions, so that
/// it could fill the heap.
///
/// The stream is a PUB socket. An XPUB socket would tell who subscribes, but not who is slow; a
/// slow subscriber sees from the ids what it has missed.
@NullMarked
package io.framegauge.telemetry.zeromq;

import org.jspecify.annotations.NullMarked;
