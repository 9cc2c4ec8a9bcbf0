/** What can go wrong with a request. Each exception knows its method and URI, and the numbers that matter. */
@NullMarked
package io.nagare.http.failure;

import org.jspecify.annotations.NullMarked;
