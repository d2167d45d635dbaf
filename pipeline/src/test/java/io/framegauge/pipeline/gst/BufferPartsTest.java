package io.framegauge.pipeline.gst;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read out of buffers, against what GStreamer's functions say of them.
class BufferPartsTest {
  private static final NativeLibrary GST = NativeLibrary.getInstance("gstreamer-1.0");
  private static final int LABEL = 1; // some quark

  @BeforeAll
  static void start() {
    Gst.init("framegauge-test");
  }

  private static long call(String name, Object... arguments) {
    Function function = GST.getFunction(name);
    return function.invokeLong(arguments);
  }

  /// A buffer of so many memories, of 1, 2, 3 … bytes.
  private static long buffer(int memories) {
    long buffer = call("gst_buffer_new");
    for (int i = 1; i <= memories; i++) {
      buffer = call("gst_buffer_append", buffer, call("gst_buffer_new_allocate", 0L, (long) i, 0L));
    }
    return buffer;
  }

  private static void free(long buffer) {
    GST.getFunction("gst_mini_object_unref").invokeVoid(new Object[] {buffer});
  }

  private static List<Long> asked(long buffer) {
    Regions.Cursor cursor = new Regions.Cursor();
    List<Long> regions = new ArrayList<>();
    for (long at = Regions.asked(buffer, cursor); at != 0; at = Regions.asked(buffer, cursor)) {
      regions.add(at);
    }
    return regions;
  }

  private static List<Long> read(long buffer) {
    Regions.Cursor cursor = new Regions.Cursor();
    List<Long> regions = new ArrayList<>();
    for (long at = Regions.first(buffer, cursor); at != 0; at = Regions.next(buffer, at, cursor)) {
      regions.add(at);
    }
    return regions;
  }

  @Test
  void shouldKnowThePlacesInTheGStreamerOfTheTests() {
    assertThat(BufferParts.KNOWN).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 3", "16, 136", "17, 153", "40, 820"})
  void shouldAddUpTheMemories(int memories, long bytes) {
    long buffer = buffer(memories);

    assertThat(BufferParts.size(buffer)).isEqualTo(bytes);
    assertThat(Buffers.askedSize(buffer)).isEqualTo(bytes);
    free(buffer);
  }

  @Test
  void shouldCountWhatIsLeftOfABufferThatWasCut() {
    long buffer = buffer(4);
    GST.getFunction("gst_buffer_resize").invokeVoid(new Object[] {buffer, 2L, 5L});

    assertThat(BufferParts.size(buffer)).isEqualTo(5);
    assertThat(Buffers.askedSize(buffer)).isEqualTo(5);
    free(buffer);
  }

  @Test
  void shouldFindRegionsAmongOtherMetas() {
    long buffer = buffer(1);
    long other = buffer(0);
    assertThat(read(buffer)).isEmpty();

    call("gst_buffer_add_parent_buffer_meta", buffer, other);
    assertThat(read(buffer)).isEmpty();

    long first = Regions.add(buffer, LABEL, 1, 2, 3, 4);
    call("gst_buffer_add_parent_buffer_meta", buffer, other);
    long second = Regions.add(buffer, LABEL, 5, 6, 7, 8);
    assertThat(read(buffer)).containsExactly(first, second).isEqualTo(asked(buffer));

    Regions.remove(buffer, first);
    assertThat(read(buffer)).containsExactly(second).isEqualTo(asked(buffer));
    Regions.remove(buffer, second);
    assertThat(read(buffer)).isEmpty();
    assertThat(asked(buffer)).isEmpty();
    free(buffer);
    free(other);
  }
}
