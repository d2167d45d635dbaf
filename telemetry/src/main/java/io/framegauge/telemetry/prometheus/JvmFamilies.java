package io.framegauge.telemetry.prometheus;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;

/// The metrics of the JVM: all that Prometheus' library has.
///
/// Those of native memory ask the JVM's own MBean server, which loads the flight recorder and
/// parses its settings: a tenth of a start, for nothing unless the JVM tracks native memory.
final class JvmFamilies {
  private static final String TRACKING = "NativeMemoryTracking";

  private JvmFamilies() {}

  /// @param labels of every series
  static void register(Labels labels, PrometheusRegistry registry) {
    JvmThreadsMetrics.builder().constLabels(labels).register(registry);
    JvmBufferPoolMetrics.builder().constLabels(labels).register(registry);
    JvmClassLoadingMetrics.builder().constLabels(labels).register(registry);
    JvmCompilationMetrics.builder().constLabels(labels).register(registry);
    JvmGarbageCollectorMetrics.builder().constLabels(labels).register(registry);
    JvmMemoryPoolAllocationMetrics.builder().constLabels(labels).register(registry);
    JvmMemoryMetrics.builder().constLabels(labels).register(registry);
    JvmRuntimeInfoMetric.builder().constLabels(labels).register(registry);
    ProcessMetrics.builder().constLabels(labels).register(registry);
    if (tracksNativeMemory()) {
      JvmNativeMemoryMetrics.builder().constLabels(labels).register(registry);
    }
  }

  private static boolean tracksNativeMemory() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return jvm == null || !jvm.getVMOption(TRACKING).getValue().equals("off");
  }
}
