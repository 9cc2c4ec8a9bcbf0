/**
 * What callers of {@link io.nagare.fs} give and get: the options of the operations, the values that they emit, and the
 * exception that they fail with.
 */
@NullMarked
package io.nagare.fs.contract;

import org.jspecify.annotations.NullMarked;
