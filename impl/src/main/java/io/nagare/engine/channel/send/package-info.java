/** Sends that wait until a channel has room for them. */
@NullMarked
package io.nagare.engine.channel.send;

import org.jspecify.annotations.NullMarked;
