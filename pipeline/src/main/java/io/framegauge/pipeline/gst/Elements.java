package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/// Asks elements what they are and what they consist of, by address. The caller knows that the
/// element is alive: it is held, or it is being added or removed right now.
public final class Elements {
  private static final int OK = 1; // GstIteratorResult
  private static final int RESYNC = 2;
  private static final long VALUE_BYTES = 24; // sizeof(GValue)
  private static final long LIST_NEXT = 8;
  private static final long CURRENT_STATE = 128; // in GstElement, as GST_STATE reads it
  private static final int SOURCE = 1; // GstPadDirection
  private static final int SINK = 2;

  /// Bins that only hold elements together: the user wrote the elements.
  private static final Set<String> PLAIN = Set.of("", "bin", "pipeline");

  private static final MethodHandle NAME =
      function(GST, "gst_object_get_name", returning(POINTER, POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));
  private static final MethodHandle PARENT =
      function(GST, "gst_object_get_parent", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_object_unref", returningNothing(POINTER));
  private static final MethodHandle FACTORY =
      function(GST, "gst_element_get_factory", returning(POINTER, POINTER));
  private static final MethodHandle METADATA =
      function(GST, "gst_element_factory_get_metadata", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle TEMPLATES =
      function(GST, "gst_element_class_get_pad_template_list", returning(POINTER, POINTER));
  private static final MethodHandle PADS =
      function(GST, "gst_element_iterate_pads", returning(POINTER, POINTER));
  private static final MethodHandle SOURCE_PADS =
      function(GST, "gst_element_iterate_src_pads", returning(POINTER, POINTER));
  private static final MethodHandle CHILDREN =
      function(GST, "gst_bin_iterate_elements", returning(POINTER, POINTER));
  private static final MethodHandle NEXT =
      function(GST, "gst_iterator_next", returning(INT, POINTER, POINTER));
  private static final MethodHandle RESYNCHRONIZE =
      function(GST, "gst_iterator_resync", returningNothing(POINTER));
  private static final MethodHandle FREE_ITERATOR =
      function(GST, "gst_iterator_free", returningNothing(POINTER));
  private static final MethodHandle UNSET =
      function(GOBJECT, "g_value_unset", returningNothing(POINTER));
  private static final MethodHandle DIRECTION =
      function(GST, "gst_pad_get_direction", returning(INT, POINTER));
  private static final NumberProperty TEMPLATE_DIRECTION = new NumberProperty("direction");
  private static final long KLASS = constant("klass");

  private Elements() {}

  /// The element's name.
  public static String name(long element) {
    try {
      long text = (long) NAME.invokeExact(element);
      String name = getString(text);
      FREE.invokeExact(text);
      return name;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Name of the factory; empty when the element was made without one.
  public static String factory(long element) {
    try {
      long factory = (long) FACTORY.invokeExact(element);
      return factory == 0 ? "" : name(factory);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// What the element says it is for, such as `Filter/Effect/Video`; empty when it was made without
  /// a factory.
  public static String klass(long element) {
    try {
      long factory = (long) FACTORY.invokeExact(element);
      return factory == 0 ? "" : getString((long) METADATA.invokeExact(factory, KLASS));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether a property of an element that is a text is set.
  public static boolean hasText(long element, NumberProperty property) {
    long text = property.longValue(element);
    try {
      FREE.invokeExact(text);
      return text != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether the element may put buffers out in another order than they came in.
  public static boolean reorders(long element) {
    String klass = klass(element);
    return klass.contains("Decoder") || klass.contains("Encoder");
  }

  /// Whether the element is a filter that is built on GStreamer's base class.
  public static boolean isBaseTransform(long element) {
    return GstType.BASE_TRANSFORM.has(element);
  }

  /// Whether the element is a sink that is built on GStreamer's base class.
  public static boolean isBaseSink(long element) {
    return GstType.BASE_SINK.has(element);
  }

  /// Whether the element consists of elements.
  public static boolean isBin(long element) {
    return GstType.BIN.has(element);
  }

  /// Whether the element only holds elements together, and does nothing of its own.
  public static boolean isPlainBin(long element) {
    return isBin(element) && PLAIN.contains(factory(element));
  }

  /// The outermost bin that an element is in; the element itself when it is in none.
  public static long top(long element) {
    try {
      long top = element;
      long parent = (long) PARENT.invokeExact(element);
      while (parent != 0) {
        top = parent;
        UNREF.invokeExact(parent); // the child holds it
        parent = (long) PARENT.invokeExact(top);
      }
      return top;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Finds the first of an object and what it is in, from inside to outside, that satisfies a
  /// condition.
  ///
  /// @return its address, 0 when there is none
  public static long enclosing(long object, LongPredicate wanted) {
    try {
      long inside = object;
      while (inside != 0 && !wanted.test(inside)) {
        long parent = (long) PARENT.invokeExact(inside);
        if (parent != 0) {
          UNREF.invokeExact(parent); // the child holds it
        }
        inside = parent;
      }
      return inside;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The state that an element is in, as [Messages#PAUSED] and its like; without waiting for one
  /// that is being reached.
  public static int state(long element) {
    return getInt(element + CURRENT_STATE);
  }

  /// Whether the element has an input, or may get one.
  public static boolean takesInput(long element) {
    return hasPad(element, SINK);
  }

  /// Whether the element has an output, or may get one.
  public static boolean putsOut(long element) {
    return hasPad(element, SOURCE);
  }

  private static boolean hasPad(long element, int direction) {
    try {
      long templates = (long) TEMPLATES.invokeExact(getLong(element)); // the instance's class
      for (long item = templates; item != 0; item = getLong(item + LIST_NEXT)) {
        if (TEMPLATE_DIRECTION.unsignedInt(getLong(item)) == direction) {
          return true;
        }
      }
      boolean[] found = new boolean[1];
      forEach((long) PADS.invokeExact(element), pad -> found[0] |= direction(pad) == direction);
      return found[0];
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether a pad is one that buffers leave by.
  public static boolean isSource(long pad) {
    return direction(pad) == SOURCE;
  }

  private static int direction(long pad) {
    try {
      return (int) (long) DIRECTION.invokeExact(pad);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Number of inputs that an element has now.
  public static long inputs(long element) {
    Set<Long> inputs = new HashSet<>();
    try {
      forEach(
          (long) PADS.invokeExact(element),
          pad -> {
            if (direction(pad) == SINK) {
              inputs.add(pad);
            }
          });
      return inputs.size();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Visits the source pads that an element has now; some perhaps more than once.
  public static void forEachSourcePad(long element, LongConsumer visitor) {
    try {
      forEach((long) SOURCE_PADS.invokeExact(element), visitor);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Visits the elements that are in a bin now, those added last first; some perhaps more than
  /// once.
  public static void forEachChild(long bin, LongConsumer visitor) {
    try {
      forEach((long) CHILDREN.invokeExact(bin), visitor);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// What is visited is held meanwhile.
  private static void forEach(long iterator, LongConsumer visitor) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      long value = arena.allocate(VALUE_BYTES, 8).address();
      int result = (int) (long) NEXT.invokeExact(iterator, value);
      while (result == OK || result == RESYNC) {
        if (result == OK) {
          visitor.accept(getLong(value + 8));
          UNSET.invokeExact(value);
        } else {
          RESYNCHRONIZE.invokeExact(iterator);
        }
        result = (int) (long) NEXT.invokeExact(iterator, value);
      }
    } finally {
      FREE_ITERATOR.invokeExact(iterator);
    }
  }
}
