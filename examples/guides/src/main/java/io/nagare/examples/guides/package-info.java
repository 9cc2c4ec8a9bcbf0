/**
 * The programs of the guides in {@code docs/guides}. Each class belongs to one page, and can be read alone.
 */
@NullMarked
package io.nagare.examples.guides;

import org.jspecify.annotations.NullMarked;
