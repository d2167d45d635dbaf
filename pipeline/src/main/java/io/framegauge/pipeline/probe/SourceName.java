package io.framegauge.pipeline.probe;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a source is called in metrics.
///
/// @param stageName name of its stage
/// @param factory what it was made by
public record SourceName(String stageName, String factory) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}(/.*)?"); // SHA-256 of a URI
  private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{32}(/.*)?");
  private static final int HASH_SHOWN = 12;
  private static final String TOLD = "source-id:";

  /// The id of a stream that tells which source it comes from, whatever its stage is called.
  public static String stream(String sourceId) {
    return TOLD + URLEncoder.encode(sourceId, StandardCharsets.UTF_8);
  }

  /// The source that the id of a stream tells; elements may have put more behind a slash.
  public static Optional<String> told(String streamId) {
    if (!streamId.startsWith(TOLD)) {
      return Optional.empty();
    }
    String id = streamId.substring(TOLD.length()).split("/", 2)[0];
    try {
      return Optional.of(URLDecoder.decode(id, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) { // somebody else's
      return Optional.of(id);
    }
  }

  /// The `source_id` of a stream: the stage's name if somebody chose it; for a name that was made
  /// up by counting, the id of the stream if that stays the same from run to run, of a hash the
  /// first 12 digits. A stream that tells its source is believed.
  ///
  /// @param streamId as the STREAM_START event has it; may be empty
  String sourceId(String streamId) {
    Optional<String> told = told(streamId);
    if (told.isPresent()) {
      return told.get();
    }
    if (isChosen() || streamId.isEmpty() || RANDOM.matcher(streamId).matches()) {
      return stageName;
    }
    return HASH.matcher(streamId).matches() ? streamId.substring(0, HASH_SHOWN) : streamId;
  }

  private boolean isChosen() {
    String name = stageName.substring(stageName.lastIndexOf('/') + 1);
    return !name.startsWith(factory)
        || !name.substring(factory.length()).chars().allMatch(Character::isDigit)
        || name.length() == factory.length();
  }
}
