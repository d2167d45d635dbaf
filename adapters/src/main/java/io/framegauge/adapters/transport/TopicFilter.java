package io.framegauge.adapters.transport;

/// Which topics a reader wants. The end of a stream passes every filter of a router or replier.
public sealed interface TopicFilter {
  /// Whether messages under a topic are wanted.
  boolean accepts(String topic);

  /// What a subscriber subscribes to.
  String subscription();

  /// All topics.
  record All() implements TopicFilter {
    @Override
    public boolean accepts(String topic) {
      return true;
    }

    @Override
    public String subscription() {
      return "";
    }
  }

  /// One source, exactly.
  record Source(String id) implements TopicFilter {
    @Override
    public boolean accepts(String topic) {
      return topic.equals(id);
    }

    @Override
    public String subscription() {
      return id;
    }
  }

  /// All sources whose ids begin alike.
  record Prefix(String prefix) implements TopicFilter {
    @Override
    public boolean accepts(String topic) {
      return topic.startsWith(prefix);
    }

    @Override
    public String subscription() {
      return prefix;
    }
  }
}
