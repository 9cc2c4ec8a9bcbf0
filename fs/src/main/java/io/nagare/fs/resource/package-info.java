/** What exists while some work runs, and is removed or given back after it, at the latest when the process ends. */
@NullMarked
package io.nagare.fs.resource;

import org.jspecify.annotations.NullMarked;
