/**
 * Nagare for Micrometer: {@link io.nagare.micrometer.MicrometerNagare} carries contexts and observes streams. {@link
 * io.nagare.micrometer.RuntimeMeters}, {@link io.nagare.micrometer.ConnectionMeters}, {@link
 * io.nagare.micrometer.ServerMeters} and {@link io.nagare.micrometer.ChannelMeters} are meters of what there is, {@link
 * io.nagare.micrometer.StreamMeters} are those of one stream.
 */
@NullMarked
package io.nagare.micrometer;

import org.jspecify.annotations.NullMarked;
