/* The chain of the probe rows in a process without Java: prints wall and CPU nanoseconds a buffer of
 * each window. Run with and without GST_TRACERS. Usage: chain ELEMENTS WINDOWS WINDOW_MS */
#include "bench.h"
#include <stdio.h>
#include <stdlib.h>

#define WARM_UP 5

int main (int argc, char **argv) {
  if (argc != 4) {
    fprintf (stderr, "usage: chain ELEMENTS WINDOWS WINDOW_MS\n");
    return 2;
  }
  int elements = atoi (argv[1]), windows = atoi (argv[2]);
  guint64 window_ns = (guint64) atoi (argv[3]) * 1000000;
  gst_init (NULL, NULL);
  bench_register ();
  GString *text = g_string_new ("benchsource name=source");
  for (int i = 0; i < elements; i++)
    g_string_append (text, " ! identity");
  g_string_append (text, " ! fakesink async=false sync=false");
  GstElement *pipeline = gst_parse_launch (text->str, NULL);
  GstElement *source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (int i = 0; i < WARM_UP + windows; i++) {
    BenchWindow w;
    bench_window (source, window_ns, G_MAXUINT64, &w);
    if (i >= WARM_UP)
      printf ("%.3f %.3f\n", (double) w.wall_ns / (double) w.buffers,
          (double) w.cpu_ns / (double) w.buffers);
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return 0;
}
