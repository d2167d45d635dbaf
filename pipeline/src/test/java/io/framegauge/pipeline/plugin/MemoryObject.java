package io.framegauge.pipeline.plugin;

/// An object on a [MemoryFrame].
final class MemoryObject implements FrameObject {
  private int x;
  private int y;
  private int width;
  private int height;
  private String label;
  private double confidence = Double.NaN;
  private int trackId;

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
  public double confidence() {
    return confidence;
  }

  @Override
  public void confidence(double newConfidence) {
    confidence = newConfidence;
  }

  @Override
  public int trackId() {
    return trackId;
  }

  @Override
  public void trackId(int newId) {
    trackId = newId;
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

  @Override
  public void box(int newX, int newY, int newWidth, int newHeight) {
    x = newX;
    y = newY;
    width = newWidth;
    height = newHeight;
  }
}
