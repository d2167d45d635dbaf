package io.framegauge.pipeline.plugin;

/// A user's code in a pipeline: sees each frame at its place, may read, add and change objects,
/// write pixels, drop the frame, and count.
///
/// A plugin is made once for each place where a module names it, by its one public constructor; the
/// `kwargs` of the module are the constructor's arguments, by name.
///
/// Guarantees:
///
/// 1. `start` is called once, before anything flows; the pipeline does not start when it throws.
/// 2. Then, for each source: `sourceAdded`, `frame` for each frame in stream order, `sourceEnd` at
///    its end of stream, `sourceRemoved` when it is gone, at the latest when the pipeline has
///    stopped. The source is known by its stream, also behind a queue or a funnel; its id is empty
///    where it is not known, as behind a compositor.
/// 3. `stop` is called once, last, when nothing flows any more, if `start` returned and no other
///    call is still in progress.
/// 4. Calls never overlap. `frame`, `sourceAdded` and `sourceEnd` come on the streaming thread, so
///    the time that they take is time of the pipeline; the others come on a thread for plugins.
/// 5. What `frame` throws, of whatever kind (stack overflow and errors of linkage too), is counted,
///    logged, and handled as `on_error` says: `stop` ends the pipeline as failed, `drop` drops the
///    frame, `pass` lets it pass. What the other callbacks throw, besides `start`, is counted and
///    logged. An `OutOfMemoryError` ends the pipeline as failed whatever `on_error` says.
/// 6. A [Frame] and what it gave are valid until the callback returns, on its thread. Later, or
///    elsewhere, every call throws, also while the next frame is there. What may be kept are values
///    (numbers, texts, copies of pixels), handles of families, and what came with the
///    [PluginContext].
/// 7. What is left on a frame with `data` is seen by plugins behind, on whatever thread they are
///    called, and let go with the last frame that carries it.
/// 8. A frame that takes longer than `budget_ms` is counted in
///    `framegauge_plugin_over_budget_total`; the log names the plugin, at most once a second.
/// 9. With `off_thread` the plugin sees copies of frames, on a thread of its own: `sourceAdded`,
///    `frame` and `sourceEnd` come there, in the order of the stream, and never overlap. The
///    streaming thread does not wait: a frame for which the queue has no place is skipped, and
///    counted in `framegauge_plugin_skipped_frames_total`. Whatever would change the frame throws
///    [UnsupportedOperationException]. At the end, queued frames are shown for up to a second; a
///    call that does not return then is interrupted and left behind, and no other call follows.
/// 10. A call that has not returned for the time of `metrics.stall_after` is named in the log with
///     its place in the source, and in `framegauge_plugin_blocked`. When the pipeline is asked to
///     stop, the thread that does not return is interrupted after 2.5 s, and left behind 2 s later;
///     the last records are written within 10 s all the same, and the exit code is 0.
/// 11. `System.exit`, on any platform thread, ends a pipeline that runs as failed: it is said where
///     it was called, the last records are written, the exit code is 1 whatever was asked for.
///     After `Runtime.halt`, or when memory outside the heap is exhausted, nothing is written any
///     more; what the telemetry file had got by then stays readable.
/// 12. With `dev_mode: true` the source file is compiled anew when it is saved. The new plugin is
///     constructed and started on a thread of its own while the old one runs; between two frames it
///     takes over: `sourceAdded` for each source that is known, then the next `frame`. Then the old
///     one is stopped, without `sourceEnd` and `sourceRemoved`. Families are the same for both;
///     collectors of the new one replace those of the old one by their names. If anything is wrong,
///     up to what the new one's `start` throws, the log says so and the old one goes on. What both
///     hold at a time, such as a port, is best opened at the first frame and closed in `stop`.
public interface Plugin {
  /// The pipeline is about to start. A good place to declare families.
  default void start(PluginContext context) throws Exception {}

  /// Frames of a source are about to come.
  default void sourceAdded(String sourceId) throws Exception {}

  /// A frame passes.
  void frame(Frame frame) throws Exception;

  /// A source has come to its end.
  default void sourceEnd(String sourceId) throws Exception {}

  /// A source is gone.
  default void sourceRemoved(String sourceId) throws Exception {}

  /// The pipeline has stopped, or another plugin has taken over.
  default void stop() throws Exception {}
}
