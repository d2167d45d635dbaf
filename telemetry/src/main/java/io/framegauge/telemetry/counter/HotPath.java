package io.framegauge.telemetry.counter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a method that runs on a streaming thread for every buffer: no allocation, no lock, no log,
/// no throwable. A test runs a pipeline over all of them and holds them to 0 bytes a buffer.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface HotPath {}
