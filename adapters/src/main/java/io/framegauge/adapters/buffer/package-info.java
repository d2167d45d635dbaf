/// The buffer adapter: messages wait on disk between a sender and a receiver of another pace.
///
/// At least once: a message is acknowledged to its sender when it is in the store, and removed from
/// the store when its receiver has acknowledged it. What is in the store outlives the process,
/// however it ends; a machine that loses its power may lose the last seconds, because the store
/// leaves it to the system when its writes reach the disk.
@NullMarked
package io.framegauge.adapters.buffer;

import org.jspecify.annotations.NullMarked;
