package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.plugin.FrameObject;

/// An object on a [CopiedFrame].
///
/// @param number of the object on the frame, from 0
record CopiedObject(CopiedFrame frame, int number) implements FrameObject {
  private ObjectCopies all() {
    return frame.live().objects();
  }

  @Override
  public String label() {
    return Quarks.text(all().type(number));
  }

  @Override
  public void label(String label) {
    throw CopiedFrame.onlyObserves("label");
  }

  @Override
  public double confidence() {
    return all().confidence(number);
  }

  @Override
  public void confidence(double confidence) {
    throw CopiedFrame.onlyObserves("confidence");
  }

  @Override
  public int trackId() {
    return all().trackId(number);
  }

  @Override
  public void trackId(int id) {
    throw CopiedFrame.onlyObserves("trackId");
  }

  @Override
  public int x() {
    return all().x(number);
  }

  @Override
  public int y() {
    return all().y(number);
  }

  @Override
  public int width() {
    return all().width(number);
  }

  @Override
  public int height() {
    return all().height(number);
  }

  @Override
  public void box(int x, int y, int width, int height) {
    throw CopiedFrame.onlyObserves("box");
  }
}
