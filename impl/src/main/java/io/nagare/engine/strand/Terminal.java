package io.nagare.engine.strand;

import io.nagare.driver.Strand;

/** The end of a program. Its subscriber may have gone when an item arrives. Called on the strand. */
public interface Terminal {

    /** Sets the strand that discards such items, because a {@code doOnDiscard} is the last stage. */
    void discardTo(Strand surroundings);
}
