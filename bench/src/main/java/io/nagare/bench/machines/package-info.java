/**
 * A broadcast across machines, on NATS and on Redis, beside the client that the engine's own people offer. All work on
 * the same server, in turn.
 */
@NullMarked
package io.nagare.bench.machines;

import org.jspecify.annotations.NullMarked;
