/* A GStreamer plugin for the product's own process. `benchregions` puts two regions of interest on
 * each buffer. `benchmeter` is a sink with a probe on its pad that notes when each buffer was due and
 * when it came; it has no Java in it, so that no pause of the JVM can hide from it. At the end of the
 * stream it writes both to its `location`: two 64-bit numbers a buffer, nanoseconds of
 * CLOCK_MONOTONIC. */
#include <gst/base/gstbasesink.h>
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>
#include <stdio.h>
#include <time.h>

#define MOST_BUFFERS 100000

typedef struct { GstBaseTransform parent; } BenchRegions;
typedef struct { GstBaseTransformClass parent; } BenchRegionsClass;

GType bench_regions_get_type (void);
G_DEFINE_TYPE (BenchRegions, bench_regions, GST_TYPE_BASE_TRANSFORM)

static GstStaticPadTemplate any_sink =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);
static GstStaticPadTemplate any_src =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static GstFlowReturn add_regions (GstBaseTransform *self, GstBuffer *buffer) {
  (void) self;
  gst_buffer_add_video_region_of_interest_meta (buffer, "person", 1, 1, 4, 4);
  gst_buffer_add_video_region_of_interest_meta (buffer, "car", 2, 2, 4, 4);
  return GST_FLOW_OK;
}

static void bench_regions_init (BenchRegions *self) {
  gst_base_transform_set_in_place (GST_BASE_TRANSFORM (self), TRUE);
}

static void bench_regions_class_init (BenchRegionsClass *klass) {
  GstElementClass *element = GST_ELEMENT_CLASS (klass);
  GST_BASE_TRANSFORM_CLASS (klass)->transform_ip = add_regions;
  gst_element_class_add_static_pad_template (element, &any_sink);
  gst_element_class_add_static_pad_template (element, &any_src);
  gst_element_class_set_static_metadata (element, "Benchmark regions", "Filter",
      "Puts regions of interest on each buffer", "Framegauge");
}

typedef struct { gint64 due, came; } Arrival;

typedef struct {
  GstBaseSink parent;
  gchar *location;
  Arrival *arrivals;
  guint64 count;
} BenchMeter;

typedef struct { GstBaseSinkClass parent; } BenchMeterClass;

GType bench_meter_get_type (void);
G_DEFINE_TYPE (BenchMeter, bench_meter, GST_TYPE_BASE_SINK)

enum { LOCATION = 1 };

static GstPadProbeReturn arrived (GstPad *pad, GstPadProbeInfo *info, gpointer user) {
  BenchMeter *self = user;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  (void) pad;
  if (self->count < MOST_BUFFERS && GST_BUFFER_PTS_IS_VALID (buffer)) {
    Arrival *arrival = &self->arrivals[self->count++];
    arrival->due =
        (gint64) (gst_element_get_base_time (GST_ELEMENT (self)) + GST_BUFFER_PTS (buffer));
    arrival->came = (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
  }
  return GST_PAD_PROBE_OK;
}

static gboolean stop (GstBaseSink *sink) {
  BenchMeter *self = (BenchMeter *) sink;
  FILE *file = self->location ? fopen (self->location, "wb") : NULL;
  gboolean written = file != NULL &&
      fwrite (self->arrivals, sizeof (Arrival), self->count, file) == self->count;
  if (file != NULL && fclose (file) != 0)
    written = FALSE;
  if (!written)
    GST_ELEMENT_ERROR (self, RESOURCE, WRITE, (NULL), ("must be writable: location=%s", self->location));
  return written;
}

static void set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec) {
  BenchMeter *self = (BenchMeter *) object;
  (void) id, (void) spec;
  g_free (self->location);
  self->location = g_value_dup_string (value);
}

static void finalize (GObject *object) {
  BenchMeter *self = (BenchMeter *) object;
  g_free (self->location);
  g_free (self->arrivals);
  G_OBJECT_CLASS (bench_meter_parent_class)->finalize (object);
}

static void bench_meter_init (BenchMeter *self) {
  self->arrivals = g_new0 (Arrival, MOST_BUFFERS);
  gst_base_sink_set_sync (GST_BASE_SINK (self), FALSE);
  gst_pad_add_probe (GST_BASE_SINK_PAD (self), GST_PAD_PROBE_TYPE_BUFFER, arrived, self, NULL);
}

static void bench_meter_class_init (BenchMeterClass *klass) {
  GstElementClass *element = GST_ELEMENT_CLASS (klass);
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GST_BASE_SINK_CLASS (klass)->stop = stop;
  object->set_property = set_property;
  object->finalize = finalize;
  g_object_class_install_property (object, LOCATION,
      g_param_spec_string ("location", "Location", "The file that is written at the end", NULL,
          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gst_element_class_add_static_pad_template (element, &any_sink);
  gst_element_class_set_static_metadata (element, "Benchmark meter", "Sink",
      "Notes when buffers were due and when they came", "Framegauge");
}

static gboolean plugin_init (GstPlugin *plugin) {
  return gst_element_register (plugin, "benchregions", GST_RANK_NONE, bench_regions_get_type ()) &&
      gst_element_register (plugin, "benchmeter", GST_RANK_NONE, bench_meter_get_type ());
}

#define PACKAGE "framegauge"
GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, benchjitter, "Benchmarks of Framegauge",
    plugin_init, "1", "LGPL", "framegauge", "https://gstreamer.freedesktop.org")
