/**
 * What the engine tells Flight Recorder. {@link io.nagare.engine.event.EngineEvents} is all that the engine calls, and
 * does nothing without the module {@code jdk.jfr}. The other classes need that module.
 */
@NullMarked
package io.nagare.engine.event;

import org.jspecify.annotations.NullMarked;
