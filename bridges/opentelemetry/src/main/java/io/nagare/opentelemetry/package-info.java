/**
 * Nagare for OpenTelemetry: {@link io.nagare.opentelemetry.OpenTelemetryNagare} carries its context, and makes a span
 * of each subscription of a stream.
 */
@NullMarked
package io.nagare.opentelemetry;

import org.jspecify.annotations.NullMarked;
