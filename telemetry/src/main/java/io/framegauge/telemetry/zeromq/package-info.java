/// The history over ZeroMQ: the server that answers queries, the publisher of the stream, the Java
/// client, and their JSON.
///
/// One platform thread owns each socket; JeroMQ itself is used by [JeroMqTransport] and its frame
/// rules only. Nothing here runs on a streaming thread, and nothing that a peer sends may do more
/// than end its own connection.
@NullMarked
package io.framegauge.telemetry.zeromq;

import org.jspecify.annotations.NullMarked;
