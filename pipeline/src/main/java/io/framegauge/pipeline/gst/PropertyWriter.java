package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets properties of elements from text, and says what is wrong with the text. GStreamer's own
/// `gst_util_set_object_arg` ignores texts that it cannot read and clamps numbers silently.
public final class PropertyWriter {
  private static final long SPEC_FLAGS = 16; // GParamSpec
  private static final long SPEC_TYPE = 24;
  private static final long SPEC_MINIMUM = 72; // sizeof(GParamSpec)
  private static final int WRITABLE = 1 << 1;
  private static final long G_TYPE_STRING = 16 << 2;

  private static final long G_TYPE_ENUM = 12 << 2;
  private static final long G_TYPE_FLAGS = 13 << 2;
  private static final long G_TYPE_OBJECT = 20 << 2;
  private static final long VALUE_BYTES = 24; // GEnumValue: value, name, nick
  private static final long VALUE_NICK = 16;

  private static final MethodHandle FUNDAMENTAL =
      function(GOBJECT, "g_type_fundamental", returning(LONG, LONG));
  private static final MethodHandle CLASS_REF =
      function(GOBJECT, "g_type_class_ref", returning(POINTER, LONG));
  private static final MethodHandle FIND =
      function(GOBJECT, "g_object_class_find_property", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle TYPE_NAME =
      function(GOBJECT, "g_type_name", returning(POINTER, LONG));
  private static final MethodHandle INIT =
      function(GOBJECT, "g_value_init", returning(POINTER, POINTER, LONG));
  private static final MethodHandle UNSET =
      function(GOBJECT, "g_value_unset", returningNothing(POINTER));
  private static final MethodHandle SET_STRING =
      function(GOBJECT, "g_value_set_string", returningNothing(POINTER, POINTER));
  private static final MethodHandle DESERIALIZE =
      function(GST, "gst_value_deserialize", returning(INT, POINTER, POINTER));
  private static final MethodHandle VALIDATE =
      function(GOBJECT, "g_param_value_validate", returning(INT, POINTER, POINTER));
  private static final MethodHandle SET =
      function(GOBJECT, "g_object_set_property", returningNothing(POINTER, POINTER, POINTER));

  private PropertyWriter() {}

  /// Whether an object has a property of this name.
  public static boolean has(long object, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return spec(object, arena.allocateFrom(name).address()) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether a property that the object has takes an object, such as an element.
  public static boolean takesObject(long object, String name) {
    try (Arena arena = Arena.ofConfined()) {
      long spec = spec(object, arena.allocateFrom(name).address());
      return (long) FUNDAMENTAL.invokeExact(getLong(spec + SPEC_TYPE)) == G_TYPE_OBJECT;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Sets a property that the object has.
  ///
  /// @return what is wrong with the text, in the form `rule`; empty when the property was set
  public static Optional<String> set(long object, String name, String text) {
    try (Arena arena = Arena.ofConfined()) {
      long key = arena.allocateFrom(name).address();
      long spec = spec(object, key);
      if ((getInt(spec + SPEC_FLAGS) & WRITABLE) == 0) {
        return Optional.of("the property is read-only");
      }
      long type = getLong(spec + SPEC_TYPE);
      long value = arena.allocate(24, 8).address();
      long ignored = (long) INIT.invokeExact(value, type);
      long chars = arena.allocateFrom(text).address();
      Optional<String> problem = read(spec, type, value, chars);
      if (problem.isEmpty()) {
        SET.invokeExact(object, key, value);
      }
      UNSET.invokeExact(value);
      return problem;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static long spec(long object, long name) throws Throwable {
    return (long) FIND.invokeExact(getLong(object), name); // an instance begins with its class
  }

  private static Optional<String> read(long spec, long type, long value, long chars)
      throws Throwable {
    if (type == G_TYPE_STRING) {
      SET_STRING.invokeExact(value, chars);
      return Optional.empty();
    }
    String typeName = getString((long) TYPE_NAME.invokeExact(type));
    // GStreamer takes -1 for an unsigned number to mean its largest value.
    boolean wraps = typeName.startsWith("gu") && getString(chars).startsWith("-");
    if (wraps || (int) (long) DESERIALIZE.invokeExact(value, chars) == 0) {
      return Optional.of("must be " + words(type, typeName) + range(spec, typeName));
    }
    boolean changed = (int) (long) VALIDATE.invokeExact(spec, value) != 0;
    return changed ? Optional.of("out of range" + range(spec, typeName)) : Optional.empty();
  }

  private static String words(long type, String typeName) throws Throwable {
    return switch (typeName) {
      case "gboolean" -> "true or false";
      case "gint", "guint", "gint64", "guint64" -> "a whole number";
      case "gdouble", "gfloat" -> "a number";
      default -> {
        List<String> nicks = nicks(type);
        yield nicks.isEmpty() ? "a " + typeName : "one of " + String.join(", ", nicks);
      }
    };
  }

  /// What an enumeration's or flags type's values are called; none for other types.
  private static List<String> nicks(long type) throws Throwable {
    long fundamental = (long) FUNDAMENTAL.invokeExact(type);
    if (fundamental != G_TYPE_ENUM && fundamental != G_TYPE_FLAGS) {
      return List.of();
    }
    boolean flags = fundamental == G_TYPE_FLAGS;
    long of = (long) CLASS_REF.invokeExact(type); // GEnumClass or GFlagsClass, kept for ever
    int count = getInt(of + (flags ? 12 : 16));
    long values = getLong(of + (flags ? 16 : 24));
    List<String> nicks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nicks.add(getString(getLong(values + i * VALUE_BYTES + VALUE_NICK)));
    }
    return nicks;
  }

  private static String range(long spec, String typeName) {
    long at = spec + SPEC_MINIMUM;
    return switch (typeName) {
      case "gint" -> between(getInt(at), getInt(at + 4));
      case "guint" ->
          between(Integer.toUnsignedLong(getInt(at)), Integer.toUnsignedLong(getInt(at + 4)));
      case "gint64" -> between(getLong(at), getLong(at + 8));
      case "guint64" ->
          between(Long.toUnsignedString(getLong(at)), Long.toUnsignedString(getLong(at + 8)));
      case "gdouble" ->
          between(Double.longBitsToDouble(getLong(at)), Double.longBitsToDouble(getLong(at + 8)));
      case "gfloat" ->
          between(Float.intBitsToFloat(getInt(at)), Float.intBitsToFloat(getInt(at + 4)));
      default -> "";
    };
  }

  private static String between(Object minimum, Object maximum) {
    return " (" + minimum + " to " + maximum + ")";
  }
}
