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
/// 3. `stop` is called once, last, when nothing flows any more, if `start` returned.
/// 4. Calls never overlap. `frame`, `sourceAdded` and `sourceEnd` come on the streaming thread, so
///    the time that they take is time of the pipeline; the others come on the thread that starts
///    and stops it.
/// 5. What `frame` throws is counted, logged, and handled as `on_error` says: `stop` ends the
///    pipeline as failed, `drop` drops the frame, `pass` lets it pass. What the other callbacks
///    throw, besides `start`, is counted and logged.
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

  /// The pipeline has stopped.
  default void stop() throws Exception {}
}
