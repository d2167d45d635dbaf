/// The ring of records: one writer for each of its lanes, any number of readers in any process, and
/// the queries over it. A reader that is overrun is told; it never gets a torn record.
@NullMarked
package io.framegauge.telemetry.history;

import org.jspecify.annotations.NullMarked;
