/** The keys and what they hold. Read {@code Data}, {@code Entry}, {@code Store}, {@code Glob}. */
@NullMarked
package io.nagare.examples.redis.store;

import org.jspecify.annotations.NullMarked;
