package io.framegauge.adapters.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/// A record as a client in another language got it.
@SuppressWarnings("AvoidCommonTypeNames") // the product's one word for it
record Record(JsonObject json) {
  /// The records of an answer.
  static List<Record> of(JsonObject answer) {
    return StreamSupport.stream(answer.getAsJsonArray("records").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(Record::new)
        .toList();
  }

  long id() {
    return json.get("id").getAsLong();
  }

  String type() {
    return json.get("record_type").getAsString();
  }

  boolean isOf(String wanted) {
    return type().equals(wanted);
  }

  long ts() {
    return json.get("ts").getAsLong();
  }

  long frameNo() {
    return json.get("frame_no").getAsLong();
  }

  long objects() {
    return json.get("object_counter").getAsLong();
  }

  /// The statistics of its stages, in the order of the pipeline.
  List<JsonObject> stages() {
    return StreamSupport.stream(json.getAsJsonArray("stage_stats").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /// A number of a stage, such as `frame_counter`.
  long stage(String name, String field) {
    return stages().stream()
        .filter(stage -> stage.get("stage_name").getAsString().equals(name))
        .map(stage -> stage.get(field).getAsLong())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no stage " + name + " in " + json));
  }
}
