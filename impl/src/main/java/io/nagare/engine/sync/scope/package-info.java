/**
 * Structured concurrency: scopes, join sets and cancellation tokens. Any thread may call; the subscription to a scope
 * runs on its subscriber's strand.
 *
 * <p>Always holds: a scope ends only when its body, its tasks and its inner scopes have ended. From that moment it
 * takes no task.
 *
 * <p>Reading order: {@code TaskScope} (the tasks of a scope), {@code ScopeRun} (the subscription that runs the body and
 * waits for the tasks); {@code TaskJoinSet} (results, in the order in which tasks end); {@code TreeToken} with
 * {@code Children} (a token, and the tokens below it).
 */
@NullMarked
package io.nagare.engine.sync.scope;

import org.jspecify.annotations.NullMarked;
