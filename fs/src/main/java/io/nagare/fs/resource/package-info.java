/** What is there for the time of some work, and what is left of that when the process ends. */
@NullMarked
package io.nagare.fs.resource;

import org.jspecify.annotations.NullMarked;
