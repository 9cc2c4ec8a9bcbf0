/**
 * Programs as data: what a {@code Many} or a {@code One} is made of. An {@link io.nagare.stage.Origin} says where items
 * come from. A {@link io.nagare.stage.Stage} says what happens to them. Neither knows about cardinality, threads or an
 * engine.
 *
 * <p>An engine compiles a program through {@link io.nagare.stage.OriginCompiler} and {@link
 * io.nagare.stage.StageCompiler}. An engine that does not handle an origin or a stage does not compile.
 */
@NullMarked
package io.nagare.stage;

import org.jspecify.annotations.NullMarked;
