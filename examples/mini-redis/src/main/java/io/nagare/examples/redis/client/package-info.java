/** A client for mini-redis, and for Redis itself. Read {@code MiniRedisClient}, {@code Conversation}. */
@NullMarked
package io.nagare.examples.redis.client;

import org.jspecify.annotations.NullMarked;
