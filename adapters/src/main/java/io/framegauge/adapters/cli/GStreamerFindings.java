package io.framegauge.adapters.cli;

import io.framegauge.pipeline.GStreamer;
import io.framegauge.pipeline.KnownPackages;
import io.framegauge.pipeline.gst.Analytics;
import io.framegauge.pipeline.gst.Factories;
import io.framegauge.pipeline.gst.Posts;
import io.framegauge.pipeline.gst.PropertyWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Version;

/// What the machine has of GStreamer. Where it is missing it says so instead of failing.
final class GStreamerFindings {
  private static final String CORE = "libgstreamer1.0-0";
  private static final String VIDEO = "libgstreamer-plugins-base1.0-0";
  private static final int LEAST_MINOR = 20;

  /// What the samples and most modules are made of.
  private static final List<String> NEEDED =
      List.of(
          "capsfilter",
          "filesrc",
          "fakesink",
          "identity",
          "queue",
          "tee",
          "appsink",
          "appsrc",
          "uridecodebin",
          "videoconvert",
          "videorate",
          "videoscale",
          "videotestsrc",
          "avidemux",
          "matroskademux",
          "qtdemux",
          "avdec_h264",
          "avdec_mpeg4",
          "facedetect");

  private static final List<String> OPTIONAL =
      List.of("h264parse", "mpegtsmux", "x264enc", "textoverlay", "rtspclientsink");

  private GStreamerFindings() {}

  static List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    try {
      GStreamer.init();
      findings.add(version());
      findings.add(probes());
      findings.add(messages());
      findings.add(analytics());
      findings.addAll(factories(NEEDED, true));
      findings.addAll(factories(OPTIONAL, false));
    } catch (LinkageError | GstException e) {
      findings.add(Finding.missing("GStreamer", install(CORE) + " (cannot be loaded)"));
    }
    return findings;
  }

  private static Finding version() {
    Version version = Gst.getVersion();
    String text = version.toString();
    return version.getMajor() == 1 && version.getMinor() < LEAST_MINOR
        ? Finding.missing("GStreamer", text + ", but 1." + LEAST_MINOR + " or later is needed")
        : Finding.ok("GStreamer", text);
  }

  /// The libraries that the probes call besides the binding's.
  private static Finding probes() {
    try {
      long element = Factories.make("fakesink"); // one that no collection of garbage takes away
      boolean known = PropertyWriter.has(element, "sync");
      Factories.drop(element);
      return known
          ? Finding.ok("probe libraries", "gstvideo gobject glib")
          : Finding.missing("probe libraries", install(VIDEO));
    } catch (LinkageError | IllegalArgumentException e) {
      return Finding.missing("probe libraries", install(VIDEO));
    }
  }

  /// Whether the bus of a program's own pipeline can be heard without taking it from the program.
  private static Finding messages() {
    return Posts.work()
        ? Finding.ok("bus messages", "heard where they are posted")
        : Finding.absent(
            "bus messages",
            "not heard with this GStreamer: a program's own pipeline tells no messages, errors,"
                + " late frames and stops");
  }

  private static Finding analytics() {
    try {
      if (Analytics.present()) {
        return Finding.ok("analytics metas", "detections in them are counted as objects");
      }
    } catch (LinkageError e) {
      // told with the probe libraries
    }
    return Finding.absent(
        "analytics metas", "need GStreamer 1.24 or later; objects are regions of interest");
  }

  /// One line a package: the factories that are there, or those that are not.
  private static List<Finding> factories(List<String> factories, boolean needed) {
    Map<String, List<String>> there = new LinkedHashMap<>();
    Map<String, List<String>> lacking = new LinkedHashMap<>();
    for (String factory : factories) {
      String from = KnownPackages.of(factory).orElse(CORE);
      (exists(factory) ? there : lacking)
          .computeIfAbsent(from, _ -> new ArrayList<>())
          .add(factory);
    }
    List<Finding> findings = new ArrayList<>();
    there.forEach((from, names) -> findings.add(Finding.ok(from, String.join(" ", names))));
    lacking.forEach((from, names) -> {
      String text = install(from) + ", for " + String.join(" ", names);
      findings.add(needed ? Finding.missing(from, text) : Finding.absent(from, text));
    });
    return findings;
  }

  private static boolean exists(String factory) {
    try {
      ElementFactory.find(factory);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // so the binding says that there is none
    }
  }

  private static String install(String debianPackage) {
    return "apt-get install " + debianPackage;
  }
}
