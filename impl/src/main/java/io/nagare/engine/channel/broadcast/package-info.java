/** The two broadcasts: one overwrites what slow receivers have not read, the other makes senders wait. */
@NullMarked
package io.nagare.engine.channel.broadcast;

import org.jspecify.annotations.NullMarked;
