/** Nagare for BlockHound, which finds {@link io.nagare.blockhound.NagareIntegration} by itself. */
@NullMarked
package io.nagare.blockhound;

import org.jspecify.annotations.NullMarked;
