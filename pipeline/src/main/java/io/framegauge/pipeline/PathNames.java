package io.framegauge.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Names of stages by the path of their element below the pipeline (`bin/inner/element`).
///
/// A stage is called like its element. Where that name is taken by an element in another bin, or
/// several have it from the start, as much of the path comes before it as is needed: `bin/element`.
/// An element that comes back at the same path gets the same name again. Not thread-safe.
final class PathNames {
  private final Map<String, String> present = new HashMap<>();
  private final LinkedHashMap<String, String> former = new LinkedHashMap<>(); // the oldest first
  private final Set<String> taken = new HashSet<>();
  private final int remembered;

  /// @param remembered how many names of elements that are gone are kept for them
  PathNames(int remembered) {
    this.remembered = remembered;
  }

  /// The name of an element that is there now.
  ///
  /// @param alone whether its own name will do when it is free
  String enter(String path, boolean alone) {
    String before = former.remove(path);
    String name = before == null ? free(path, alone) : before;
    return enter(path, name);
  }

  /// Gives an element the name that the user wrote.
  String enter(String path, String name) {
    present.put(path, name);
    taken.add(name);
    return name;
  }

  private String free(String path, boolean alone) {
    int from = path.lastIndexOf('/');
    if (!alone && from > 0) {
      from = path.lastIndexOf('/', from - 1);
    }
    while (from >= 0 && taken.contains(path.substring(from + 1))) {
      from = path.lastIndexOf('/', from - 1);
    }
    String name = path.substring(from + 1);
    int number = 2;
    while (taken.contains(name)) {
      name = path + "#" + number++;
    }
    return name;
  }

  /// The element is gone.
  void leave(String path) {
    String name = present.remove(path);
    if (name != null) {
      former.put(path, name);
      if (former.size() > remembered) {
        taken.remove(former.pollFirstEntry().getValue());
      }
    }
  }
}
