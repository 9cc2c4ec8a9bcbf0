/**
 * Programs as data: what a {@code Many} or a {@code One} is made of. An {@link io.nagare.stage.Origin} says where items
 * come from. A {@link io.nagare.stage.Stage} says what happens to them. Neither knows about cardinality, threads or an
 * engine.
 *
 * <p>An engine compiles a program through {@link io.nagare.stage.OriginCompiler} and {@link
 * io.nagare.stage.StageCompiler}. An engine that does not handle an origin or a stage does not compile.
 *
 * <p>Reading order: {@link io.nagare.stage.Origin} and {@link io.nagare.stage.Stage} (the data),
 * {@link io.nagare.stage.Programs} (makes streams of them), {@link io.nagare.stage.OriginCompiler} and
 * {@link io.nagare.stage.StageCompiler} (what an engine does with them), {@link io.nagare.stage.Engine} (what else it
 * does) with {@link io.nagare.stage.FetchedItems} (for threads that iterate), {@link io.nagare.stage.Engines} (holds
 * the engine).
 */
@NullMarked
package io.nagare.stage;

import org.jspecify.annotations.NullMarked;
