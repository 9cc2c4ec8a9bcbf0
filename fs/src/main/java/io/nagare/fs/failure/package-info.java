/** What goes wrong with a file: failures that the JDK does not know, and what the message of an exception says of one. */
@NullMarked
package io.nagare.fs.failure;

import org.jspecify.annotations.NullMarked;
