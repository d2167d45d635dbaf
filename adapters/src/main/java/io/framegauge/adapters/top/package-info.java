/// A live view of a running module on a terminal: one line a stage. Looks at the module come from
/// outside this package; what is shown is made of the newest look and one before it.
@NullMarked
package io.framegauge.adapters.top;

import org.jspecify.annotations.NullMarked;
