/** Origins that combine the items of several sources. */
@NullMarked
package io.nagare.engine.origin.combine;

import org.jspecify.annotations.NullMarked;
