/// Where frames come into a pipeline, or leave it, by Java: what programs implement to bring
/// elements of their own. They are found by [java.util.ServiceLoader].
@NullMarked
package io.framegauge.pipeline.port;

import org.jspecify.annotations.NullMarked;
