/** What a socket needs before there is a connection: addresses, turns at accepting, memory, loaded classes. */
@NullMarked
package io.nagare.net.socket;

import org.jspecify.annotations.NullMarked;
