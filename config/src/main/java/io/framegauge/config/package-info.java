/// Configuration as mechanism only: YAML nodes with positions, interpolation, typed sections and
/// problems. What the keys mean is known by whoever reads a [Section] into a record of its own.
///
/// ```
/// file, defaults, --set --> SourceNode --merge--> ConfigTree --> Section --> the owner's record
///                                                     |             |
///                               Resolver (${…}, lazily, once) <-----+----> Problems
/// ```
@NullMarked
package io.framegauge.config;

import org.jspecify.annotations.NullMarked;
