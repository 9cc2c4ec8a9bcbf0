/**
 * What is said on a new connection before its own bytes begin: a proxy that is asked to connect, or a proxy that tells
 * where a connection comes from.
 *
 * <p>Reading order: {@code Preamble} (the contract), {@code PreambleSource} (plays one on a wire), then
 * {@code ProxyHeader}, {@code SocksConnect} and {@code HttpConnect}.
 */
@NullMarked
package io.nagare.net.preamble;

import org.jspecify.annotations.NullMarked;
