/**
 * A small server that speaks Redis's protocol, as a textbook of this library. {@code docs/mini-redis.md} says in which
 * order to read it.
 */
@NullMarked
package io.nagare.examples.redis;

import org.jspecify.annotations.NullMarked;
