/// How adapters and modules exchange frames: endpoints, the message codec and the sockets, in the
/// framing of the reference system (`[topic, message, payload…]`, the message in protobuf).
///
/// Nothing that a peer sends ends a socket: what cannot be understood is answered as rejected, with
/// the reason. Sockets belong to one thread each.
@NullMarked
package io.framegauge.adapters.transport;

import org.jspecify.annotations.NullMarked;
