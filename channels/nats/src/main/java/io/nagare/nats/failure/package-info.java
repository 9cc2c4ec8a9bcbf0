/** What can go wrong with channels on NATS. */
@NullMarked
package io.nagare.nats.failure;

import org.jspecify.annotations.NullMarked;
