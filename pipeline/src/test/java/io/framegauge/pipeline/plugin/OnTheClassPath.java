package io.framegauge.pipeline.plugin;

/// A plugin that needs no file.
final class OnTheClassPath implements Plugin {
  @Override
  public void frame(Frame frame) {}

  @Override
  public String toString() {
    return "on the class path";
  }
}
