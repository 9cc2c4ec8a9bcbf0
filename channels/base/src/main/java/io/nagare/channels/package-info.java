/**
 * What channels that reach other machines have in common, so that code which uses them need not know the server.
 *
 * <p>Reading order: {@link io.nagare.channels.WorkQueue} with {@link io.nagare.channels.Delivery}, and {@link
 * io.nagare.channels.ConnectionState}.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.channels;

import org.jspecify.annotations.NullMarked;
