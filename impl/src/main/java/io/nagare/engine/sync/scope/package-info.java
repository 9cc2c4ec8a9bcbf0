/** Structured concurrency: scopes, join sets and cancellation tokens. */
@NullMarked
package io.nagare.engine.sync.scope;

import org.jspecify.annotations.NullMarked;
