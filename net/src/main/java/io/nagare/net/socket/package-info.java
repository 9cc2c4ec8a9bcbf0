/**
 * What a socket needs before there is a connection: addresses, turns at accepting, memory, loaded classes. Any thread
 * may call.
 *
 * <p>Reading order: {@code Addresses} (checks and resolves names and ports) with {@code HostText} (what the text of a
 * host is), {@code Durations} (checks times), {@code AcceptTurns} (which subscriber of a listener accepts next), {@code
 * FreeMemory} (whether there is memory for one more connection), {@code LoadedClasses} (the classes that are loaded
 * early).
 */
@NullMarked
package io.nagare.net.socket;

import org.jspecify.annotations.NullMarked;
