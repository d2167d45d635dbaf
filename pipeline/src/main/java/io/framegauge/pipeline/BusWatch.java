package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Messages;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GstObject;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.message.Message;
import org.freedesktop.gstreamer.message.MessageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the bus of a pipeline of ours: counts its messages and tells how it ended.
final class BusWatch {
  private static final Logger LOG = LoggerFactory.getLogger(BusWatch.class);

  private static final List<String> INPUTS = List.of("uri", "location");

  private final Pipeline pipeline;
  private final CounterFamily messages;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Consumer<Ending> ending;

  private BusWatch(Pipeline pipeline, CounterFamily messages, Consumer<Ending> ending) {
    this.pipeline = pipeline;
    this.messages = messages;
    this.ending = ending;
  }

  /// Listens from now on.
  ///
  /// @param ending is told about the end of stream and errors, on the bus's thread
  static void listen(Pipeline pipeline, CounterFamily messages, Consumer<Ending> ending) {
    BusWatch watch = new BusWatch(pipeline, messages, ending);
    pipeline.getBus().connect((Bus.MESSAGE) (bus, message) -> watch.hear(message));
  }

  private void hear(Message message) {
    MessageType type = message.getType();
    counters.computeIfAbsent(label(type), messages::labels).inc();
    switch (type) {
      case EOS -> ending.accept(new Ending.EndOfStream());
      case ERROR -> {
        Messages.Complaint error = Messages.error(Address.of(message));
        LOG.debug("{}: {} {}", path(message), error.text(), error.detail());
        ending.accept(new Ending.Failed(text(message, error)));
      }
      case WARNING -> LOG.warn("{}", text(message, Messages.warning(Address.of(message))));
      default -> {}
    }
  }

  private static String label(MessageType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The complaint in one paragraph: who, what, and the last line of the detail, which names the
  /// cause.
  private String text(Message message, Messages.Complaint complaint) {
    String detail = complaint.detail().strip();
    int lastLine = detail.lastIndexOf('\n') + 1;
    String cause = lastLine > 0 ? " (" + detail.substring(lastLine).strip() + ")" : "";
    return path(message) + ": " + complaint.text().strip() + cause + input(message);
  }

  /// What the complaining stage reads, if it says so.
  private String input(Message message) {
    GstObject object = message.getSource();
    while (object != null && object.getParent() != null && !object.getParent().equals(pipeline)) {
      object = object.getParent();
    }
    if (object instanceof Element stage) {
      for (String property : INPUTS) {
        if (stage.listPropertyNames().contains(property) && stage.get(property) != null) {
          return ": " + property + "=" + stage.get(property);
        }
      }
    }
    return "";
  }

  /// The element that complains, as a path below the pipeline.
  private String path(Message message) {
    StringBuilder path = new StringBuilder();
    for (GstObject object = message.getSource();
        object != null && !object.equals(pipeline);
        object = object.getParent()) {
      path.insert(0, path.isEmpty() ? object.getName() : object.getName() + "/");
    }
    return path.isEmpty() ? pipeline.getName() : path.toString();
  }
}
