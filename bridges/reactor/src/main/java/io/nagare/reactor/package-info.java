/**
 * Streams to and from Project Reactor, with their context, and a scheduler on a runtime: {@link
 * io.nagare.reactor.ReactorNagare}.
 */
@NullMarked
package io.nagare.reactor;

import org.jspecify.annotations.NullMarked;
