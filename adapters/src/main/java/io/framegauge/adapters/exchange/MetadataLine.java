package io.framegauge.adapters.exchange;

import com.google.gson.stream.JsonWriter;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// A line of JSON about a frame and its objects. A number that JSON does not have, as a peer may
/// send it (NaN, infinity), is null.
final class MetadataLine {
  private MetadataLine() {}

  /// The line with its end.
  ///
  /// @param file that the frame's picture is in, if it has one of its own
  static String of(OutgoingFrame frame, Optional<String> file, List<VideoObject> objects)
      throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    json.name("source_id").value(frame.sourceId());
    time(json, "pts_ns", frame.ptsNanos());
    time(json, "duration_ns", frame.durationNanos());
    json.name("keyframe").value(frame.keyframe());
    json.name("width").value(Formats.width(frame.caps()));
    json.name("height").value(Formats.height(frame.caps()));
    if (file.isPresent()) {
      json.name("file").value(file.get());
    }
    json.name("objects").beginArray();
    for (VideoObject object : objects) {
      object(json, object);
    }
    json.endArray().endObject();
    return text.append('\n').toString();
  }

  private static void time(JsonWriter json, String name, long nanos) throws IOException {
    json.name(name);
    if (nanos == IncomingFrame.NO_TIME) {
      json.nullValue();
    } else {
      json.value(nanos);
    }
  }

  private static void object(JsonWriter json, VideoObject object) throws IOException {
    json.beginObject();
    json.name("label").value(object.label());
    if (object.trackId().isPresent()) {
      json.name("track_id").value(object.trackId().get());
    }
    if (object.confidence().isPresent()) {
      number(json, "confidence", object.confidence().get());
    }
    json.name("box").beginObject();
    number(json, "xc", object.detectionBox().xc());
    number(json, "yc", object.detectionBox().yc());
    number(json, "width", object.detectionBox().width());
    number(json, "height", object.detectionBox().height());
    json.endObject();
    json.endObject();
  }

  private static void number(JsonWriter json, String name, float value) throws IOException {
    json.name(name);
    if (Float.isFinite(value)) {
      json.value(value);
    } else {
      json.nullValue();
    }
  }
}
