/**
 * What one of a thing costs as there are more of them, from one to a hundred thousand on one runtime, and how late a
 * bystander on that runtime is woken meanwhile.
 */
@NullMarked
package io.nagare.bench.growth;

import org.jspecify.annotations.NullMarked;
