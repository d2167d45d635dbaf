package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Messages;
import io.framegauge.pipeline.gst.Messages.StateChange;
import io.framegauge.pipeline.gst.PostListener;
import io.framegauge.pipeline.gst.Posts;
import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.record.Metric;

/// Learns from the messages on a pipeline's bus, whoever the pipeline and its bus belong to: counts
/// them, and passes on what they tell of states, drops and failures. Called by whoever posts, often
/// a streaming thread, so that it waits for nobody.
final class MessageWatch implements PostListener, AutoCloseable {
  private final Telemetry telemetry;
  private final long root;
  private final WeakObject pipeline;
  private final StageLinks links;
  private final PipelineLife life;
  private final MessageCounts counts;
  private final Complaints errors;
  private final Complaints warnings;
  private volatile boolean stopping;
  private volatile boolean gone;

  /// @param root address of the pipeline, which is alive
  MessageWatch(Telemetry telemetry, long root, StageLinks links, PipelineLife life) {
    this.telemetry = telemetry;
    this.root = root;
    this.pipeline = new WeakObject(root);
    this.links = links;
    this.life = life;
    this.counts = new MessageCounts(telemetry.messages());
    this.errors = new Complaints(telemetry.families().counterFamily(Metric.PIPELINE_ERRORS));
    this.warnings = new Complaints(telemetry.families().counterFamily(Metric.PIPELINE_WARNINGS));
  }

  /// Listens from now on.
  ///
  /// @return whether that is possible here
  boolean listen() {
    return Posts.listen(root, this);
  }

  @Override
  @HotPath
  public void posting(long message, int type) {
    if (gone) {
      return;
    }
    if (type == Messages.QOS) {
      links.accounts().qos(Messages.source(message), Messages.qosDropped(message));
    } else if (pipeline.is(root)) {
      rare(message, type);
    } else {
      gone = true; // another pipeline has its address, and begins with a message that is no QoS
    }
  }

  private void rare(long message, int type) {
    switch (type) {
      case Messages.EOS -> life.end();
      case Messages.STATE_CHANGED ->
          changed(Messages.source(message), Messages.stateChange(message));
      case Messages.ERROR -> errors.count(Messages.error(message), stage(message));
      case Messages.WARNING -> warnings.count(Messages.warning(message), stage(message));
      default -> {}
    }
  }

  private String stage(long message) {
    return links.accounts().stage(Messages.source(message)).orElse("");
  }

  /// Elements are stopped before the pipeline is, sinks first: from the first one on what is inside
  /// is thrown away, and when the pipeline itself has stopped nothing is inside any more.
  private void changed(long source, StateChange change) {
    boolean emptied = change.before() == Messages.PAUSED && change.now() == Messages.READY;
    if (source == root) {
      life.is(change.now(), System.nanoTime());
      if (emptied || stopping) {
        stopping = false;
        links.accounts().stopped();
      }
    } else if (emptied && !Posts.isStopping(root)) {
      links.accounts().stopped(source);
    } else if (emptied && !stopping) {
      stopping = true;
      links.stopping();
    }
  }

  @Override
  @HotPath
  public void posted(int type) {
    if (!gone) {
      counts.count(type);
    }
  }

  @Override
  public void failed(Throwable thrown) {
    telemetry.counters().probeFailed();
  }

  /// A stage is gone, and its series with it.
  void forget(String stage) {
    errors.forget(stage);
    warnings.forget(stage);
  }

  /// Listens no more.
  @Override
  public void close() {
    Posts.leave(this);
    pipeline.close();
  }
}
