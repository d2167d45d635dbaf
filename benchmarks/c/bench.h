/* What the benchmarks have in C: a source whose pushing is timed, and the probes that ours are
 * compared with. Times are nanoseconds. */
#ifndef BENCH_H
#define BENCH_H

#include <gst/gst.h>

typedef struct {
  guint64 buffers;
  guint64 wall_ns; /* from the first push to the return of the last one */
  guint64 cpu_ns;  /* of the pushing thread alone */
} BenchWindow;

/* Registers the elements `benchsource` and `benchbin`; after gst_init. */
void bench_register (void);

/* Lets a playing benchsource push for min_ns, at most most_buffers, and waits for it. */
void bench_window (GstElement *source, guint64 min_ns, guint64 most_buffers, BenchWindow *result);

/* Regions of interest (two labels in turn) on each buffer from now on. */
void bench_regions (GstElement *source, int regions);

/* One probe that counts, on a source pad. */
void bench_count (GstPad *pad);

/* The count of all bench_count probes. */
guint64 bench_counted (void);

/* Full measurement of one element: a probe on its sink pad (may be NULL) and one on its source pad
 * (may be NULL). Answers the measurement, which lives as long as the process. */
typedef struct BenchStage BenchStage;
BenchStage *bench_full (GstPad *sink, GstPad *source);

/* The same by one probe on the source pad of a link, for the element where it ends; `from` is the
 * one where it begins (may be NULL). */
BenchStage *bench_link (GstPad *source, BenchStage *from);
guint64 bench_full_buffers (const BenchStage *stage);
guint64 bench_full_samples (const BenchStage *stage);

/* Measures the time from the entry of one element, the first, to that of another, the last. */
void bench_journey (BenchStage *first, BenchStage *last);
guint64 bench_full_journeys (const BenchStage *stage);

guint64 bench_now (void);

#endif
