package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.invoke.MethodHandle;

/// Posts QOS messages of an element as fast as it can, and takes them off the bus again; its own
/// calls allocate nothing.
public final class QosStorm {
  private static final long BUFFERS = 4; // GST_FORMAT_BUFFERS

  private static final MethodHandle NEW =
      function(
          GST, "gst_message_new_qos", returning(POINTER, POINTER, INT, LONG, LONG, LONG, LONG));
  private static final MethodHandle SET =
      function(GST, "gst_message_set_qos_stats", returningNothing(POINTER, INT, LONG, LONG));
  private static final MethodHandle POST =
      function(GST, "gst_element_post_message", returning(INT, POINTER, POINTER));
  private static final MethodHandle BUS =
      function(GST, "gst_element_get_bus", returning(POINTER, POINTER));
  private static final MethodHandle HANDLER =
      function(
          GST, "gst_bus_set_sync_handler", returningNothing(POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle POP = function(GST, "gst_bus_pop", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_mini_object_unref", returningNothing(POINTER));
  private static final MethodHandle UNREF_OBJECT =
      function(GST, "gst_object_unref", returningNothing(POINTER));

  private final long element;
  private final long bus;

  /// @param element address of an element that stays in its pipeline
  public QosStorm(long element) throws Throwable {
    this.element = element;
    this.bus = (long) BUS.invokeExact(Elements.top(element));
    HANDLER.invokeExact(bus, 0L, 0L, 0L); // that of the binding takes everything off the bus
  }

  /// Posts messages that tell of one dropped buffer more each.
  ///
  /// @param dropped what the first one tells
  /// @return how many came off the bus
  public int post(long dropped, int messages) throws Throwable {
    int qos = 0;
    for (int i = 0; i < messages; i++) {
      long message = (long) NEW.invokeExact(element, 0L, 0L, 0L, 0L, 0L);
      SET.invokeExact(message, BUFFERS, 0L, dropped + i);
      int posted = (int) (long) POST.invokeExact(element, message);
      for (long taken = pop(); taken != 0; taken = pop()) {
        qos += Messages.type(taken) == Messages.QOS ? posted : 0;
        UNREF.invokeExact(taken);
      }
    }
    return qos;
  }

  private long pop() throws Throwable {
    return (long) POP.invokeExact(bus);
  }

  public void close() throws Throwable {
    UNREF_OBJECT.invokeExact(bus);
  }
}
