/**
 * Datagrams as publishers.
 *
 * <p>Reading order: {@link io.nagare.net.udp.Udp} opens a {@link io.nagare.net.udp.UdpSocket};
 * {@code ReceiveSource} and {@code SendSource} are a subscription each. A {@link io.nagare.net.udp.Datagram} is what
 * they exchange.
 */
@NullMarked
package io.nagare.net.udp;

import org.jspecify.annotations.NullMarked;
