/**
 * Measures the cost of one thing as the number of things grows, from one to a hundred thousand on one runtime. Beside
 * it, the lateness of a bystander on that runtime.
 */
@NullMarked
package io.nagare.bench.growth;

import org.jspecify.annotations.NullMarked;
