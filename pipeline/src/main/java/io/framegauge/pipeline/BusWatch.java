package io.framegauge.pipeline;

import io.framegauge.pipeline.PipelineTelemetry.Measured;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Messages;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.GstObject;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Structure;
import org.freedesktop.gstreamer.event.SeekFlags;
import org.freedesktop.gstreamer.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the bus of a pipeline of ours, and tells how it ended.
final class BusWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusWatch.class);

  private static final List<String> INPUTS = List.of("uri", "location");

  private final Pipeline pipeline;
  private final Consumer<Ending> ending;
  private final Unheard unheard;
  private final boolean repeats;
  private final Map<String, String> stageNames;
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final KeptErrors kept;

  /// Takes the address of an element and how many buffers it has dropped for lateness since it was
  /// started or flushed.
  @FunctionalInterface
  interface Late {
    void accept(long element, long dropped);
  }

  /// Takes what [MessageWatch] would, where it cannot hear.
  @FunctionalInterface
  interface Unheard {
    /// Everything is heard.
    Unheard NOTHING = (type, message) -> {};

    void accept(int type, Message message);

    /// Counts messages and passes on drops.
    static Unheard of(CounterFamily messages, Late late) {
      MessageCounts counts = new MessageCounts(messages);
      return (type, message) -> {
        counts.count(type);
        if (type == Messages.QOS) {
          late.accept(Address.of(message.getSource()), Messages.qosDropped(Address.of(message)));
        }
      };
    }
  }

  private BusWatch(
      BuiltPipeline built, Duration patience, Unheard unheard, Consumer<Ending> ending) {
    this.pipeline = built.pipeline();
    this.repeats = built.ports().stream().anyMatch(Port::repeats);
    this.stageNames =
        built.elements().stream()
            .collect(Collectors.toMap(m -> m.element().getName(), Measured::name, (a, b) -> a));
    this.unheard = unheard;
    this.ending = ending;
    pipeline.getBus().connect((Bus.MESSAGE) (bus, message) -> hear(message));
    this.kept = KeptErrors.listen(pipeline, patience, this::hear);
  }

  /// Listens from now on; until it is closed, also for errors that do not reach the bus.
  ///
  /// @param patience what the pipeline gets to start after such an error
  /// @param unheard is given every message, on the bus's thread
  /// @param ending is told about the end of stream and errors, on the bus's thread
  static BusWatch listen(
      BuiltPipeline built, Duration patience, Unheard unheard, Consumer<Ending> ending) {
    return new BusWatch(built, patience, unheard, ending);
  }

  private void hear(Message message) {
    unheard.accept(Messages.type(Address.of(message)), message);
    switch (message.getType()) {
      case EOS -> endOfStream();
      case ELEMENT -> noteMissing(message);
      case ERROR -> {
        Messages.Complaint error = Messages.error(Address.of(message));
        LOG.debug("{}: {} {}", path(message), error.text(), error.detail());
        String text = text(message, error);
        ending.accept(
            missing.isEmpty()
                ? new Ending.Failed(text)
                : new Ending.Lacking(text + "; " + String.join("; ", missing)));
      }
      case WARNING -> LOG.warn("{}", text(message, Messages.warning(Address.of(message))));
      default -> {}
    }
  }

  private void endOfStream() {
    if (!repeats) {
      ending.accept(new Ending.EndOfStream());
    } else if (!pipeline.seekSimple(
        Format.TIME, EnumSet.of(SeekFlags.FLUSH, SeekFlags.KEY_UNIT), 0)) {
      ending.accept(
          new Ending.Failed("the source cannot go back to its begin, so that it cannot loop"));
    }
  }

  /// Elements that find a part of GStreamer missing say so before they fail (gstpbutils,
  /// missing-plugins.h): what kind of part, and its name for people.
  private void noteMissing(Message message) {
    Structure told = message.getStructure();
    if (told != null && told.getName().equals("missing-plugin")) {
      String type = told.getString("type");
      // A protocol that nobody has is a wrong URI, not a missing package.
      KnownPackages.ofPart(type)
          .ifPresent(name ->
              missing.add(
                  "Missing "
                      + type
                      + ": "
                      + told.getString("name")
                      + ", which may come with the package "
                      + name));
    }
  }

  /// The complaint in one paragraph: who, what, and the last line of the detail, which names the
  /// cause.
  private String text(Message message, Messages.Complaint complaint) {
    return path(message) + ": " + complaint.oneLine() + input(message);
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
      String name = object.getName();
      if (pipeline.equals(object.getParent())) {
        name = stageNames.getOrDefault(name, name);
      }
      path.insert(0, path.isEmpty() ? name : name + "/");
    }
    return path.isEmpty() ? pipeline.getName() : path.toString();
  }

  @Override
  public void close() {
    kept.close();
  }
}
