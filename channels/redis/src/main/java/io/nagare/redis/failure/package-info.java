/** What can go wrong with channels on Redis. */
@NullMarked
package io.nagare.redis.failure;

import org.jspecify.annotations.NullMarked;
