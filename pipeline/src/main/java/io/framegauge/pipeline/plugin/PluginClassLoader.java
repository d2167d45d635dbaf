package io.framegauge.pipeline.plugin;

/// The classes of one source file. They come before classes of the same name on the class path;
/// everything else comes from there.
final class PluginClassLoader extends ClassLoader {
  private final ClassFiles classes;

  PluginClassLoader(ClassFiles classes, ClassLoader parent) {
    super(parent);
    this.classes = classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] bytes = classes.byName().get(name);
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
    }
  }
}
