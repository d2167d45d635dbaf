package io.framegauge.telemetry.record;

/// Versions told in `framegauge_build_info`.
///
/// @param gstreamerVersion empty where no GStreamer takes part
public record Build(String version, String javaVersion, String gstreamerVersion) {}
