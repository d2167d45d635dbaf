package io.framegauge.pipeline.plugin;

/// An object on a [MemoryFrame].
final class MemoryObject implements FrameObject {
  private final int x;
  private final int y;
  private final int width;
  private final int height;
  private String label;
  private int id;

  MemoryObject(String label, int x, int y, int width, int height) {
    this.label = label;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public void label(String newLabel) {
    label = newLabel;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public void id(int newId) {
    id = newId;
  }

  @Override
  public int x() {
    return x;
  }

  @Override
  public int y() {
    return y;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }
}
