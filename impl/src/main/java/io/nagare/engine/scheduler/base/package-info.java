/** What all schedulers have in common: what they run, what they keep alive, and how they close. */
@NullMarked
package io.nagare.engine.scheduler.base;

import org.jspecify.annotations.NullMarked;
