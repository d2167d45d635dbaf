/* The probes in C. `bench_full` does for an element, and `bench_link` for a link, what ours do for a
 * link: the same cells, the same table of timestamps, the same windows and buckets, with the same
 * memory order. */
#include "bench.h"
#include <gst/video/video.h>
#include <math.h>
#include <string.h>

#define SLOTS 1024
#define NEIGHBOURS 16
#define FREE ((gint64) -1)
#define ORDER_SHIFT 17
#define SHARED ((gint64) 1 << 16)
#define COPIES (SHARED - 1)
#define BUCKETS 17
#define NATIVE 121
#define LABELS 16
#define DEPARTURES 4096
#define CHAINS (DEPARTURES / 4)
#define FRONT 0

#define ADD(cell, by) __atomic_store_n (&(cell), (cell) + (by), __ATOMIC_RELAXED)

typedef struct { gint64 min, max, sum, count; } Bank;
typedef struct { gint64 epoch; Bank banks[2]; } Window;

/* When buffers left a source, for the sink that they reach. */
typedef struct {
  struct { gint64 number, pts, left, before; } entries[DEPARTURES];
  gint64 newest[CHAINS], count, latest;
} Departures;

struct BenchStage {
  gint64 buffers, bytes, frames, objects, last_ns, last_pts;
  gint64 writing;
  Window windows[2];
  gint64 sum_ns, buckets[BUCKETS], native[NATIVE];
  gint64 entered, inserted, expired, removed, matched, last_matched, ambiguous;
  gint64 order, latest;
  struct { gint64 key, time, state; } slots[SLOTS];
  GQuark labels[LABELS];
  gint64 by_label[LABELS], from_source;
  Departures *begins, *ends;
  BenchStage *from; /* where the link into it begins, if one probe measures both */
  gint64 sink_writing, sink_matched, sink_unknown, sink_sum_ns, sink_buckets[BUCKETS],
      sink_native[NATIVE];
};

static gint64 counted;
static gint64 native_bounds[NATIVE];
static int first_of[64 << 3];
static const gint64 bounds[BUCKETS - 1] = { 100000, 250000, 500000, 1000000, 2500000, 5000000,
  10000000, 25000000, 50000000, 100000000, 250000000, 500000000, 1000000000, 2500000000,
  5000000000, 10000000000 };

static GstPadProbeReturn count (GstPad *pad, GstPadProbeInfo *info, gpointer user) {
  (void) pad, (void) info, (void) user;
  ADD (counted, 1);
  return GST_PAD_PROBE_OK;
}

void bench_count (GstPad *pad) {
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST |
      GST_PAD_PROBE_TYPE_PUSH, count, NULL, NULL);
}

guint64 bench_counted (void) { return (guint64) __atomic_load_n (&counted, __ATOMIC_RELAXED); }

static int home (gint64 pts, int slots) {
  guint64 x = (guint64) pts;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return (int) (x ^ (x >> 31)) & (slots - 1);
}


static gint64 key (BenchStage *s, int slot) {
  return __atomic_load_n (&s->slots[slot].key, __ATOMIC_ACQUIRE);
}

static gint64 state (BenchStage *s, int slot) {
  return __atomic_load_n (&s->slots[slot].state, __ATOMIC_ACQUIRE);
}

static gboolean swap (BenchStage *s, int slot, gint64 old, gint64 by) {
  return __atomic_compare_exchange_n (&s->slots[slot].state, &old, by, FALSE, __ATOMIC_SEQ_CST,
      __ATOMIC_SEQ_CST);
}

static void release (BenchStage *s, int slot) {
  __atomic_store_n (&s->slots[slot].key, FREE, __ATOMIC_RELEASE);
}

static void fill (BenchStage *s, int slot, gint64 pts, gint64 now) {
  s->slots[slot].time = now;
  __atomic_store_n (&s->slots[slot].state, s->order << ORDER_SHIFT | 1, __ATOMIC_RELEASE);
  __atomic_store_n (&s->slots[slot].key, pts, __ATOMIC_RELEASE);
}

static gboolean fill_free (BenchStage *s, int slot, gint64 pts, gint64 now) {
  if (key (s, slot) != FREE)
    return FALSE;
  fill (s, slot, pts, now);
  return TRUE;
}

static gboolean place_first (BenchStage *s, gint64 pts, gint64 now) {
  if (fill_free (s, FRONT, pts, now))
    return TRUE;
  for (int i = 0, first = home (pts, SLOTS); i < NEIGHBOURS; i++)
    if (fill_free (s, (first + i) & (SLOTS - 1), pts, now))
      return TRUE;
  return FALSE;
}

static gboolean join (BenchStage *s, int slot) {
  for (gint64 old = state (s, slot); old & COPIES; old = state (s, slot))
    if (swap (s, slot, old, s->order << ORDER_SHIFT | SHARED | ((old & COPIES) + 1)))
      return TRUE;
  return FALSE;
}

static gint64 give_up (BenchStage *s, int slot) {
  for (gint64 old = state (s, slot); old & COPIES; old = state (s, slot))
    if (swap (s, slot, old, old & ~COPIES)) {
      release (s, slot);
      return old & COPIES;
    }
  return 0;
}

static int oldest (BenchStage *s, int first) {
  int found = first;
  gint64 least = G_MAXINT64;
  for (int i = 0; i < NEIGHBOURS; i++) {
    int slot = (first + i) & (SLOTS - 1);
    gint64 of = state (s, slot);
    if (of & COPIES && of < least)
      found = slot, least = of;
  }
  return found;
}

static void place (BenchStage *s, gint64 pts, gint64 now) {
  int unused = -1, first = home (pts, SLOTS);
  for (int i = -1; i < NEIGHBOURS; i++) {
    int slot = i < 0 ? FRONT : (first + i) & (SLOTS - 1);
    gint64 of = key (s, slot);
    if (of == pts && join (s, slot))
      return;
    if (of == FREE && unused < 0)
      unused = slot;
  }
  while (unused < 0) {
    int slot = oldest (s, first);
    ADD (s->expired, give_up (s, slot));
    unused = key (s, slot) == FREE ? slot : -1;
  }
  fill (s, unused, pts, now);
}

static void enter (BenchStage *s, gint64 pts, gint64 now) {
  s->order++;
  ADD (s->entered, 1);
  if (pts < 0)
    return;
  ADD (s->inserted, 1);
  if (pts > s->latest) {
    s->latest = pts;
    if (place_first (s, pts, now))
      return;
  }
  place (s, pts, now);
}

static gint64 take_one (BenchStage *s, int slot, gint64 pts) {
  for (gint64 old = state (s, slot); old & COPIES && key (s, slot) == pts; old = state (s, slot))
    if (swap (s, slot, old, old - 1))
      return old;
  return 0;
}

static gint64 leave (BenchStage *s, gint64 pts, gint64 now) {
  int first = 0;
  for (int i = -1; i < NEIGHBOURS && pts >= 0; i++) {
    if (i == 0)
      first = home (pts, SLOTS);
    int slot = i < 0 ? FRONT : (first + i) & (SLOTS - 1);
    gint64 old = key (s, slot) == pts ? take_one (s, slot, pts) : 0;
    if (old & COPIES) {
      gint64 time = s->slots[slot].time, entered = old >> ORDER_SHIFT;
      if ((old & COPIES) == 1)
        release (s, slot);
      ADD (s->removed, 1);
      if (old & SHARED)
        break;
      ADD (s->matched, 1);
      if (entered > s->last_matched)
        __atomic_store_n (&s->last_matched, entered, __ATOMIC_RELAXED);
      return MAX (0, now - time);
    }
  }
  ADD (s->ambiguous, 1);
  return -1;
}

/* The first bucket of each eighth of an octave, as ours have it. */
static int octave (gint64 ns) {
  int exponent = 63 - __builtin_clzll ((guint64) ns);
  return exponent << 3 | (int) ((guint64) ns << (64 - exponent) >> 61);
}

static int native_bucket (gint64 ns) {
  if (ns <= native_bounds[0])
    return 0;
  int bucket = first_of[octave (ns)];
  while (bucket < NATIVE - 1 && ns > native_bounds[bucket])
    bucket++;
  return bucket;
}

static int bucket_of (gint64 ns) {
  int bucket = 0;
  while (bucket < BUCKETS - 1 && ns > bounds[bucket])
    bucket++;
  return bucket;
}

static void sample (BenchStage *s, gint64 ns) {
  __atomic_store_n (&s->writing, s->writing + 1, __ATOMIC_SEQ_CST);
  for (int w = 0; w < 2; w++) {
    Window *window = &s->windows[w];
    Bank *bank = &window->banks[__atomic_load_n (&window->epoch, __ATOMIC_SEQ_CST) & 1];
    if (bank->count == 0 || ns < bank->min)
      bank->min = ns;
    if (ns > bank->max)
      bank->max = ns;
    bank->sum += ns;
    bank->count++;
  }
  ADD (s->sum_ns, ns);
  ADD (s->buckets[bucket_of (ns)], 1);
  ADD (s->native[native_bucket (ns)], 1);
  __atomic_store_n (&s->writing, s->writing + 1, __ATOMIC_RELEASE);
}

static gint64 departure (Departures *d, gint64 pts) {
  gint64 number = __atomic_load_n (&d->newest[home (pts, CHAINS)], __ATOMIC_ACQUIRE);
  while (number >= 0) {
    int at = (int) (number & (DEPARTURES - 1));
    if (__atomic_load_n (&d->entries[at].number, __ATOMIC_ACQUIRE) != number)
      return -1;
    gboolean same = __atomic_load_n (&d->entries[at].pts, __ATOMIC_RELAXED) == pts;
    gint64 found = __atomic_load_n (same ? &d->entries[at].left : &d->entries[at].before,
        __ATOMIC_RELAXED);
    __atomic_thread_fence (__ATOMIC_ACQUIRE);
    if (__atomic_load_n (&d->entries[at].number, __ATOMIC_RELAXED) != number)
      return -1;
    if (same)
      return found;
    number = found;
  }
  return -1;
}

static void depart (Departures *d, gint64 pts, gint64 now) {
  gint64 left = now;
  if (pts > d->latest)
    d->latest = pts;
  else if (departure (d, pts) != -1)
    left = -2;
  int chain = home (pts, CHAINS), at = (int) (d->count & (DEPARTURES - 1));
  __atomic_store_n (&d->entries[at].number, -1, __ATOMIC_RELAXED);
  __atomic_thread_fence (__ATOMIC_RELEASE);
  __atomic_store_n (&d->entries[at].pts, pts, __ATOMIC_RELAXED);
  __atomic_store_n (&d->entries[at].left, left, __ATOMIC_RELAXED);
  __atomic_store_n (&d->entries[at].before, d->newest[chain], __ATOMIC_RELAXED);
  __atomic_store_n (&d->entries[at].number, d->count, __ATOMIC_RELEASE);
  __atomic_store_n (&d->newest[chain], d->count, __ATOMIC_RELEASE);
  d->count++;
}

static void arrive (BenchStage *s, gint64 pts, gint64 now) {
  gint64 left = departure (s->ends, pts);
  if (left < 0) {
    ADD (s->sink_unknown, 1);
    return;
  }
  gint64 ns = MAX (0, now - left);
  __atomic_store_n (&s->sink_writing, s->sink_writing + 1, __ATOMIC_SEQ_CST);
  ADD (s->sink_matched, 1);
  ADD (s->sink_sum_ns, ns);
  ADD (s->sink_buckets[bucket_of (ns)], 1);
  ADD (s->sink_native[native_bucket (ns)], 1);
  __atomic_store_n (&s->sink_writing, s->sink_writing + 1, __ATOMIC_RELEASE);
}

static void count_label (BenchStage *s, GQuark label) {
  for (int i = 0; i < LABELS; i++) {
    if (s->labels[i] == 0)
      s->labels[i] = label;
    if (s->labels[i] == label) {
      __atomic_fetch_add (&s->by_label[i], 1, __ATOMIC_SEQ_CST);
      return;
    }
  }
}

static void entered (BenchStage *s, GstBuffer *buffer, gint64 now) {
  gint64 pts = (gint64) GST_BUFFER_PTS (buffer);
  GType api = GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE;
  guint objects = gst_buffer_get_n_meta (buffer, api);
  if (objects > 0) {
    gpointer state = NULL;
    GstMeta *meta;
    while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state, api)))
      count_label (s, ((GstVideoRegionOfInterestMeta *) meta)->roi_type);
    ADD (s->objects, objects);
  }
  ADD (s->buffers, 1);
  ADD (s->bytes, (gint64) gst_buffer_get_size (buffer));
  ADD (s->frames, 1);
  __atomic_store_n (&s->last_ns, now, __ATOMIC_RELAXED);
  __atomic_store_n (&s->last_pts, pts, __ATOMIC_RELAXED);
  if (s->begins && pts >= 0)
    depart (s->begins, pts, now);
  enter (s, pts, now);
  if (s->ends && pts >= 0)
    arrive (s, pts, now);
  __atomic_fetch_add (&s->from_source, 1, __ATOMIC_SEQ_CST);
}

static void left (BenchStage *s, GstBuffer *buffer, gint64 now) {
  gint64 ns = leave (s, (gint64) GST_BUFFER_PTS (buffer), now);
  if (ns >= 0)
    sample (s, ns);
}

static GstPadProbeReturn entering (GstPad *pad, GstPadProbeInfo *info, gpointer user) {
  (void) pad;
  entered (user, GST_PAD_PROBE_INFO_BUFFER (info), (gint64) bench_now ());
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn leaving (GstPad *pad, GstPadProbeInfo *info, gpointer user) {
  (void) pad;
  left (user, GST_PAD_PROBE_INFO_BUFFER (info), (gint64) bench_now ());
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn passing (GstPad *pad, GstPadProbeInfo *info, gpointer user) {
  BenchStage *to = user;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gint64 now = (gint64) bench_now ();
  (void) pad;
  if (to->from)
    left (to->from, buffer, now);
  entered (to, buffer, now);
  return GST_PAD_PROBE_OK;
}

static BenchStage *new_stage (void) {
  BenchStage *s = g_new0 (BenchStage, 1);
  for (int slot = 0; slot < SLOTS; slot++)
    s->slots[slot].key = FREE;
  s->latest = -1;
  for (int i = 0; i < NATIVE; i++)
    native_bounds[i] = (gint64) (1e9 * pow (2, (i - 80) / 4.0));
  for (int i = 0, bucket = 0; i < 64 << 3; i++) {
    while (bucket < NATIVE - 1 && pow (2, i >> 3) * (1 + (i & 7) / 8.0) > (double) native_bounds[bucket])
      bucket++;
    first_of[i] = bucket;
  }
  return s;
}

BenchStage *bench_full (GstPad *sink, GstPad *source) {
  BenchStage *s = new_stage ();
  if (sink)
    gst_pad_add_probe (sink, GST_PAD_PROBE_TYPE_BUFFER, entering, s, NULL);
  if (source)
    gst_pad_add_probe (source, GST_PAD_PROBE_TYPE_BUFFER, leaving, s, NULL);
  return s;
}

BenchStage *bench_link (GstPad *source, BenchStage *from) {
  BenchStage *to = new_stage ();
  to->from = from;
  gst_pad_add_probe (source, GST_PAD_PROBE_TYPE_BUFFER, passing, to, NULL);
  return to;
}

void bench_journey (BenchStage *first, BenchStage *last) {
  Departures *d = g_new0 (Departures, 1);
  memset (d, 0xff, sizeof *d);
  d->count = 0;
  first->begins = last->ends = d;
}

guint64 bench_full_journeys (const BenchStage *stage) { return (guint64) stage->sink_matched; }
guint64 bench_full_buffers (const BenchStage *stage) { return (guint64) stage->buffers; }
guint64 bench_full_samples (const BenchStage *stage) { return (guint64) stage->matched; }
