/**
 * Programs that do as little as a server can, one a library, to measure how long a process takes to its first answer.
 *
 * <p>Reading order: {@link io.nagare.bench.startup.NagareStart}, which the others copy on another library, then
 * {@link io.nagare.bench.startup.ProgramJar}.
 */
@NullMarked
package io.nagare.bench.startup;

import org.jspecify.annotations.NullMarked;
