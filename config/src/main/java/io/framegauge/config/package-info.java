/// Configuration as mechanism only: YAML nodes with positions, interpolation, typed sections and
/// problems. What the keys mean is known by whoever reads a [Section] into a record of its own.
///
/// ```
/// file, defaults, --set --> SourceNode --merge--> ConfigTree --> Section --> the owner's record
///                                                     |             |
///                               Resolver (${…}, lazily, once) <-----+----> Problems
/// ```
///
/// Interpolation follows OmegaConf:
///
/// | written | meaning |
/// |---|---|
/// | `${oc.env:NAME}`, `${oc.env:NAME, default}` | an environment variable as text; an empty one counts as unset; a default is text as written, but for `null` |
/// | `${oc.decode:x}` | text read as `null`, `true`, a number, `[a, b]` or `{a: 1}`, else text |
/// | `${json:x}` | JSON, read strictly; null stays null |
/// | `${calc:"arg_0 * 2", x}` | arithmetic, comparison, `a if b else c`, `min max abs int float round str` |
/// | `${a.b[0]}`, `${.x}`, `${..x}` | another value: from the root, beside this one, beside its parent |
/// | `\${` | the characters `${` |
///
/// A scalar that is one `${…}` takes the type of the value; with more text around it, it is text.
/// Inside `{…}` and `[…]` of YAML a `${…}` has to stand in quotes. Nothing that comes out of the
/// environment or of JSON is interpolated again. A key that some `${…}` refers to is a known key.
@NullMarked
package io.framegauge.config;

import org.jspecify.annotations.NullMarked;
