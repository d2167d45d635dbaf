/// Tests of the history over ZeroMQ, against real libzmq peers and raw sockets.
@NullMarked
package io.framegauge.telemetry.zeromq;

import org.jspecify.annotations.NullMarked;
