/** What goes wrong with a file: failures for which the JDK has no exception, and the words for all failures. */
@NullMarked
package io.nagare.fs.failure;

import org.jspecify.annotations.NullMarked;
