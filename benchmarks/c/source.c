/* `benchsource`: a source element with a streaming thread of its own (a GstTask), which pushes
 * buffers only while it is told to, and takes the time of that. */
#include "bench.h"
#include <gst/video/video.h>
#include <time.h>

#define FRAME_NS 33333333
#define BATCH 64

typedef struct {
  GstElement element;
  GstPad *pad;
  GstMemory *memory;
  GMutex lock;
  GCond cond;
  gboolean quit, asked, done, begun;
  guint64 min_ns, most_buffers, frame;
  gint regions;
  BenchWindow result;
} BenchSource;

typedef struct { GstElementClass parent; } BenchSourceClass;

GType bench_source_get_type (void);
G_DEFINE_TYPE (BenchSource, bench_source, GST_TYPE_ELEMENT)

static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static guint64 clock_ns (clockid_t id) {
  struct timespec t;
  clock_gettime (id, &t);
  return (guint64) t.tv_sec * 1000000000u + (guint64) t.tv_nsec;
}

guint64 bench_now (void) { return clock_ns (CLOCK_MONOTONIC); }

static void begin (BenchSource *self) {
  GstSegment segment;
  GstCaps *caps = gst_caps_from_string ("video/x-raw,format=GRAY8,width=8,height=8,framerate=30/1");
  gst_pad_push_event (self->pad, gst_event_new_stream_start ("bench"));
  gst_pad_push_event (self->pad, gst_event_new_caps (caps));
  gst_caps_unref (caps);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (self->pad, gst_event_new_segment (&segment));
  self->begun = TRUE;
}

static GstFlowReturn push (BenchSource *self) {
  static const char *const labels[] = { "person", "car" };
  GstBuffer *buffer = gst_buffer_new ();
  gst_buffer_append_memory (buffer, gst_memory_ref (self->memory));
  GST_BUFFER_PTS (buffer) = self->frame++ * FRAME_NS;
  GST_BUFFER_DURATION (buffer) = FRAME_NS;
  for (int i = 0; i < self->regions; i++)
    gst_buffer_add_video_region_of_interest_meta (buffer, labels[i & 1], 1, 1, 4, 4);
  return gst_pad_push (self->pad, buffer);
}

static void run_window (BenchSource *self) {
  guint64 cpu = clock_ns (CLOCK_THREAD_CPUTIME_ID), start = bench_now (), now = start, n = 0;
  while (now - start < self->min_ns && n < self->most_buffers) {
    for (int i = 0; i < BATCH && n < self->most_buffers; i++, n++)
      if (push (self) != GST_FLOW_OK)
        self->most_buffers = n;
    now = bench_now ();
  }
  self->result.buffers = n;
  self->result.wall_ns = now - start;
  self->result.cpu_ns = clock_ns (CLOCK_THREAD_CPUTIME_ID) - cpu;
}

static void loop (gpointer user) {
  BenchSource *self = user;
  g_mutex_lock (&self->lock);
  while (!self->asked && !self->quit)
    g_cond_wait (&self->cond, &self->lock);
  if (self->quit) {
    gst_pad_pause_task (self->pad);
    g_mutex_unlock (&self->lock);
    return;
  }
  self->asked = FALSE;
  g_mutex_unlock (&self->lock);
  if (!self->begun)
    begin (self);
  run_window (self);
  g_mutex_lock (&self->lock);
  self->done = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static void set_quit (BenchSource *self, gboolean quit) {
  g_mutex_lock (&self->lock);
  self->quit = quit;
  self->done = self->done || quit;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static gboolean activate (GstPad *pad, GstObject *parent, GstPadMode mode, gboolean active) {
  BenchSource *self = (BenchSource *) parent;
  (void) mode;
  set_quit (self, !active);
  return active ? gst_pad_start_task (pad, loop, self, NULL) : gst_pad_stop_task (pad);
}

static void bench_source_init (BenchSource *self) {
  self->pad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_activatemode_function (self->pad, activate);
  gst_element_add_pad (&self->element, self->pad);
  self->memory = gst_allocator_alloc (NULL, 64, NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);
}

static void bench_source_class_init (BenchSourceClass *klass) {
  GstElementClass *element = GST_ELEMENT_CLASS (klass);
  gst_element_class_add_static_pad_template (element, &src_template);
  gst_element_class_set_static_metadata (element, "Benchmark source", "Source", "Pushes on demand",
      "Framegauge");
}

/* `benchbin`: a bin that is no plain one, and so not looked into. */
typedef struct { GstBin bin; } BenchBin;
typedef struct { GstBinClass parent; } BenchBinClass;

GType bench_bin_get_type (void);
G_DEFINE_TYPE (BenchBin, bench_bin, GST_TYPE_BIN)

static void bench_bin_init (BenchBin *self) { (void) self; }

static void bench_bin_class_init (BenchBinClass *klass) {
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Benchmark bin",
      "Generic/Bin", "Holds chains that are not measured", "Framegauge");
}

void bench_register (void) {
  gst_element_register (NULL, "benchbin", GST_RANK_NONE, bench_bin_get_type ());
  gst_element_register (NULL, "benchsource", GST_RANK_NONE, bench_source_get_type ());
}

void bench_regions (GstElement *source, int regions) { ((BenchSource *) source)->regions = regions; }

void bench_window (GstElement *source, guint64 min_ns, guint64 most_buffers, BenchWindow *result) {
  BenchSource *self = (BenchSource *) source;
  g_mutex_lock (&self->lock);
  self->min_ns = min_ns;
  self->most_buffers = most_buffers;
  self->done = self->quit;
  self->asked = TRUE;
  g_cond_broadcast (&self->cond);
  while (!self->done)
    g_cond_wait (&self->cond, &self->lock);
  *result = self->result;
  g_mutex_unlock (&self->lock);
}
