/**
 * What callers give to the operations of {@link io.nagare.fs} and get from them: options, values, and the exception with which all of them fail.
 */
@NullMarked
package io.nagare.fs.contract;

import org.jspecify.annotations.NullMarked;
